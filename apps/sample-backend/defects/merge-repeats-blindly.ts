import type pg from "pg";
import { Failure } from "../src/failure.ts";
import type { MergeClaim } from "../src/merge/merge-claim.ts";
import type { Box } from "../src/merge/number-pages.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const locked = {
  name: "lock-merge-blindly",
  text: "select id from jobs where id = $1 and fence = $2 and status = 'merging' for update",
};
const inserted = {
  name: "insert-boxes-blindly",
  text: "insert into bounding_boxes (job, chunk, page, text) select $1, $2, page, text from unnest($3::integer[], $4::text[]) as box (page, text)",
};
const merged = {
  name: "mark-merged-blindly",
  text: "update jobs set merged = true, boxes = $3, beat = now() where id = $1 and fence = $2",
};

export const defect = defineBackendDefect({
  name: "merge-repeats-blindly",
  mistake:
    "A COMMIT without an answer is taken for one that failed, and the merge is repeated without a look at the boxes",
  expected: ["worker-failures/merge-commit-acknowledgement-lost", "worker-failures/merge-retry-completes"],
  swap: () => ({
    async writeBoxes({ database, parts }: Services, { job, fence }: MergeClaim, boxes: readonly Box[]) {
      const write = () =>
        parts.inTransaction(database, async (client: pg.PoolClient) => {
          const { rows } = await client.query({ ...locked, values: [job, fence] });
          if (rows.length === 0) throw new Failure("lost", "the merge has gone to somebody else");
          for (const chunk of new Set(boxes.map((box) => box.chunk))) {
            const own = boxes.filter((box) => box.chunk === chunk);
            await client.query({
              ...inserted,
              values: [job, chunk, own.map(({ page }) => page), own.map(({ text }) => text)],
            });
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
