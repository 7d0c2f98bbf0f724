import type pg from "pg";
import { Failure } from "../src/failure.ts";
import type { MergeClaim } from "../src/merge/merge-claim.ts";
import type { Box } from "../src/merge/number-pages.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const locked = {
  name: "lock-merge-to-go-on",
  text: "select merged from jobs where id = $1 and fence = $2 and status = 'merging' for update",
};
const inserted = {
  name: "insert-boxes-and-go-on",
  text: "insert into bounding_boxes (job, chunk, page, text) select $1, $2, page, text from unnest($3::integer[], $4::text[]) as box (page, text)",
};
const merged = {
  name: "mark-merged-in-the-end",
  text: "update jobs set merged = true, boxes = $3, beat = now() where id = $1 and fence = $2",
};

export const defect = defineBackendDefect({
  name: "merge-goes-on-after-a-reconnect",
  mistake:
    "A merge that loses its connection takes another and goes on where it was, though its transaction was rolled back",
  expected: ["worker-failures/merge-connection-lost"],
  swap: () => ({
    async writeBoxes({ database, parts }: Services, { job, fence }: MergeClaim, boxes: readonly Box[]) {
      const waiting = [...new Set(boxes.map(({ chunk }) => chunk))];
      const write = () =>
        parts.inTransaction(database, async (client: pg.PoolClient) => {
          const { rows } = await client.query<{ merged: boolean }>({ ...locked, values: [job, fence] });
          if (!rows[0]) throw new Failure("lost", "the merge has gone to somebody else");
          if (rows[0].merged) return;
          for (let [chunk] = waiting; chunk !== undefined; [chunk] = waiting) {
            const own = boxes.filter((box) => box.chunk === chunk);
            await client.query({
              ...inserted,
              values: [job, chunk, own.map(({ page }) => page), own.map(({ text }) => text)],
            });
            waiting.shift();
          }
          await client.query({ ...merged, values: [job, fence, boxes.length] });
        });
      await write().catch((error) => {
        if (error instanceof Failure) throw error;
        return write();
      });
    },
  }),
});
