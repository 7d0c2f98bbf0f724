import { field, type History, type Json, seen } from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";
import { chunkOf, type Item, isSameWork, submitted } from "./jobs-seen.ts";

interface Page {
  readonly page: number;
  readonly text: string;
}

const pagesOf = (detail: Json | undefined): readonly Page[] | undefined => {
  const pages = field(detail, "pages");
  if (!Array.isArray(pages)) return undefined;
  return pages.map((each: Json) => ({ page: Number(field(each, "page")), text: String(field(each, "text")) }));
};

/** What the upstream was seen to answer for a chunk, each time that it was asked. */
const answered = (history: History, chunk: string): readonly (readonly Page[])[] =>
  seen(history, jobs)
    .moments("work starts")
    .flatMap((seen) => {
      const pages = isSameWork(chunkOf(seen), chunk) ? pagesOf(seen.detail) : undefined;
      return pages ? [pages] : [];
    });

const isItem = (item: Item | undefined, chunk: number, page: number, text: string): boolean =>
  item !== undefined && item.chunk === chunk && item.page === page && item.value === text;

/** What is wrong as a whole, in numbers: duplicates, missing items, or others than expected. */
function summary(history: History, job: string, chunks: number, items: readonly Item[]): string {
  const expected = Array.from(
    { length: chunks },
    (_, index) => answered(history, `${job}/${index + 1}`).at(-1)?.length ?? 0,
  ).reduce((sum, each) => sum + each, 0);
  const distinct = new Set(items.map(({ name, value, chunk, page }) => JSON.stringify([name, value, chunk, page])))
    .size;
  const [duplicates, missing] = [items.length - distinct, expected - distinct];
  const wrong = [
    ...(duplicates > 0 ? [`${duplicates} ${duplicates === 1 ? "duplicate" : "duplicates"}`] : []),
    ...(missing > 0 ? [`${missing} missing`] : []),
  ];
  const how = wrong.length > 0 ? wrong.join(", ") : "others, or in another order";
  return `${items.length} ${items.length === 1 ? "item" : "items"}, ${expected} expected: ${how}`;
}

/**
 * How the items of a job differ from what the upstream answered for every chunk, pages counted through the whole
 * document, order kept; undefined when they do not. Reads the moment `work starts`.
 */
export function differenceFromUpstream(history: History, job: string, items: readonly Item[]): string | undefined {
  const chunks = submitted(history).find((each) => each.job === job)?.chunks ?? 0;
  let position = 0;
  let offset = 0;
  for (let chunk = 1; chunk <= chunks; chunk++) {
    const tries = answered(history, `${job}/${chunk}`);
    const match = tries.find((pages) =>
      pages.every(({ page, text }, index) => isItem(items[position + index], chunk, offset + page, text)),
    );
    if (!match) {
      const came = JSON.stringify(items[position] ?? "no item");
      const first = `${came} came as item ${position + 1}, and for chunk ${chunk} the upstream answered ${JSON.stringify(tries.at(-1) ?? "nothing")}, from page ${offset + 1} on`;
      return `${summary(history, job, chunks, items)}; ${first}`;
    }
    position += match.length;
    offset += Math.max(0, ...match.map(({ page }) => page));
  }
  return position === items.length ? undefined : summary(history, job, chunks, items);
}
