import type { History, Json } from "@chaos-packs/contract";
import { type Box, chunkOf, moments, submitted } from "./jobs-seen.ts";

interface Page {
  readonly page: number;
  readonly text: string;
}

const pagesOf = (detail: Json | undefined): readonly Page[] | undefined => {
  const pages = typeof detail === "object" && detail !== null && "pages" in detail ? detail.pages : undefined;
  return Array.isArray(pages) ? (pages as unknown as readonly Page[]) : undefined;
};

/** What the upstream was seen to answer for a chunk, each time that it was asked. */
const answered = (history: History, chunk: string): readonly (readonly Page[])[] =>
  moments(history, "chunk starts").flatMap((seen) => {
    const pages = chunkOf(seen) === chunk ? pagesOf(seen.detail) : undefined;
    return pages ? [pages] : [];
  });

const isBox = (box: Box | undefined, chunk: number, page: number, text: string): boolean =>
  box !== undefined && box.chunk === chunk && box.page === page && box.text === text;

/** What is wrong as a whole, in numbers: duplicates, missing boxes, or others than expected. */
function summary(history: History, job: string, chunks: number, boxes: readonly Box[]): string {
  const expected = Array.from(
    { length: chunks },
    (_, index) => answered(history, `${job}/${index + 1}`).at(-1)?.length ?? 0,
  ).reduce((sum, each) => sum + each, 0);
  const distinct = new Set(boxes.map(({ chunk, page, text }) => JSON.stringify([chunk, page, text]))).size;
  const [duplicates, missing] = [boxes.length - distinct, expected - distinct];
  const wrong = [
    ...(duplicates > 0 ? [`${duplicates} ${duplicates === 1 ? "duplicate" : "duplicates"}`] : []),
    ...(missing > 0 ? [`${missing} missing`] : []),
  ];
  const how = wrong.length > 0 ? wrong.join(", ") : "others, or in another order";
  return `${boxes.length} ${boxes.length === 1 ? "box" : "boxes"}, ${expected} expected: ${how}`;
}

/**
 * How the boxes of a job differ from what the upstream answered for every chunk, pages counted through the whole
 * document, order kept; undefined when they do not. Reads the moment `chunk starts`.
 */
export function differenceFromUpstream(history: History, job: string, boxes: readonly Box[]): string | undefined {
  const chunks = submitted(history).find((each) => each.job === job)?.chunks ?? 0;
  let position = 0;
  let offset = 0;
  for (let chunk = 1; chunk <= chunks; chunk++) {
    const tries = answered(history, `${job}/${chunk}`);
    const match = tries.find((pages) =>
      pages.every(({ page, text }, index) => isBox(boxes[position + index], chunk, offset + page, text)),
    );
    if (!match) {
      const came = JSON.stringify(boxes[position] ?? "no box");
      const first = `${came} came as box ${position + 1}, and for chunk ${chunk} the upstream answered ${JSON.stringify(tries.at(-1) ?? "nothing")}, from page ${offset + 1} on`;
      return `${summary(history, job, chunks, boxes)}; ${first}`;
    }
    position += match.length;
    offset += Math.max(0, ...match.map(({ page }) => page));
  }
  return position === boxes.length ? undefined : summary(history, job, chunks, boxes);
}
