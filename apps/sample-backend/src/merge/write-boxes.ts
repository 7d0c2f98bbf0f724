import type pg from "pg";
import { Failure } from "../failure.ts";
import type { Services } from "../services.ts";
import type { MergeClaim } from "./merge-claim.ts";
import type { Box } from "./number-pages.ts";

const locked = {
  name: "lock-merge",
  text: "select merged from jobs where id = $1 and fence = $2 and status = 'merging' for update",
};
const inserted = {
  name: "insert-boxes",
  text: "insert into bounding_boxes (job, chunk, page, text) select $1, $2, page, text from unnest($3::integer[], $4::text[]) as box (page, text)",
};
const merged = {
  name: "mark-merged",
  text: "update jobs set merged = true, boxes = $3, beat = now() where id = $1 and fence = $2",
};

/** Writes all boxes of a job in one transaction, once: a job that is merged already is left as it is. */
export async function writeBoxes(
  { database, parts }: Services,
  { job, fence }: MergeClaim,
  boxes: readonly Box[],
): Promise<void> {
  await parts.inTransaction(database, async (client: pg.PoolClient) => {
    const { rows } = await client.query<{ merged: boolean }>({ ...locked, values: [job, fence] });
    if (!rows[0]) throw new Failure("lost", "the merge has gone to somebody else");
    if (rows[0].merged) return;
    for (const [chunk, own] of byChunk(boxes))
      await client.query({
        ...inserted,
        values: [job, chunk, own.map(({ page }) => page), own.map(({ text }) => text)],
      });
    await client.query({ ...merged, values: [job, fence, boxes.length] });
  });
}

function byChunk(boxes: readonly Box[]): Map<number, Box[]> {
  const chunks = new Map<number, Box[]>();
  for (const box of boxes) chunks.set(box.chunk, [...(chunks.get(box.chunk) ?? []), box]);
  return chunks;
}
