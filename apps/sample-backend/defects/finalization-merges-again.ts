import type pg from "pg";
import type { Box } from "../src/merge/number-pages.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const inserted = {
  name: "insert-boxes",
  text: "insert into bounding_boxes (job, chunk, page, text) select $1, $2, page, text from unnest($3::integer[], $4::text[]) as box (page, text)",
};
const merged = {
  name: "mark-merged",
  text: "update jobs set merged = true, boxes = boxes + $3, beat = now() where id = $1 and fence = $2",
};

export const defect = defineBackendDefect({
  name: "finalization-merges-again",
  mistake:
    "A job whose finalization was broken off is merged once more from the start: nobody looks whether its boxes are there",
  expected: ["worker-failures/crash-at-finalization"],
  swap: (sound) => ({
    async doWork(services, work, stop) {
      if (work.kind !== "finalization") return sound.doWork(services, work, stop);
      const claim = await services.parts.claimFinalization(services, work.job);
      if (claim) await services.parts.mergeJob(services, claim, stop);
      return 0;
    },
    writeBoxes: ({ database, parts }, { job, fence }, boxes) =>
      parts.inTransaction(database, async (client: pg.PoolClient) => {
        for (const [chunk, own] of boxesByChunk(boxes))
          await client.query({
            ...inserted,
            values: [job, chunk, own.map(({ page }) => page), own.map(({ text }) => text)],
          });
        await client.query({ ...merged, values: [job, fence, boxes.length] });
      }),
  }),
});

function boxesByChunk(boxes: readonly Box[]): Map<number, Box[]> {
  const chunks = new Map<number, Box[]>();
  for (const box of boxes) chunks.set(box.chunk, [...(chunks.get(box.chunk) ?? []), box]);
  return chunks;
}
