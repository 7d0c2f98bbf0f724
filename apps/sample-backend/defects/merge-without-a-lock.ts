import type pg from "pg";
import type { JobClaim } from "../src/jobs/job-claim.ts";
import type { MergeClaim } from "../src/merge/merge-claim.ts";
import type { Box } from "../src/merge/number-pages.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";
import { neverLost } from "./leases/never-lost.ts";

const heartbeat = {
  name: "blind-job-heartbeat",
  text: "update jobs set beat = now() where id = $1 and fence = $2 and owner is not null returning id",
};
const inserted = {
  name: "insert-boxes-unlocked",
  text: "insert into bounding_boxes (job, chunk, page, text) select $1, $2, page, text from unnest($3::integer[], $4::text[]) as box (page, text)",
};
const merged = {
  name: "mark-merged-unlocked",
  text: "update jobs set merged = true, boxes = $2, beat = now() where id = $1",
};

export const defect = defineBackendDefect({
  name: "merge-without-a-lock",
  mistake: "Whoever has begun a merge writes it, without a look whether the job is still its own and not merged yet",
  expected: ["worker-failures/merge-runs-once"],
  swap: () => ({
    keepJob: ({ config, database }: Services, { job, fence }: JobClaim) =>
      neverLost(config.heartbeatMs, () => database.query(heartbeat, [job, fence])),
    async writeBoxes({ database, parts }: Services, { job }: MergeClaim, boxes: readonly Box[]) {
      await parts.inTransaction(database, async (client: pg.PoolClient) => {
        for (const chunk of new Set(boxes.map((box) => box.chunk))) {
          const own = boxes.filter((box) => box.chunk === chunk);
          await client.query({
            ...inserted,
            values: [job, chunk, own.map(({ page }) => page), own.map(({ text }) => text)],
          });
        }
        await client.query({ ...merged, values: [job, boxes.length] });
      });
    },
  }),
});
