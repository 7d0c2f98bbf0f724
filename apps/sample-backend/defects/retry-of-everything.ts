import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const retried = {
  name: "retry-whole-job",
  text: `with wanted as (
    update jobs set error = null, cut_failures = 0, not_before = now(), resume = false,
      status = case when total = 0 then 'pending' when merged then 'merging' else 'processing' end
    where id = $1 and status <> 'done' returning id
  )
  update chunks set discarded = fence, status = 'pending', failures = 0, error = null, interrupted = false, owner = null, beat = null, not_before = now()
  from wanted where chunks.job = wanted.id
  returning chunks.job, chunks.chunk`,
};

export const defect = defineBackendDefect({
  name: "retry-of-everything",
  mistake: "A retry sends every chunk of the job again, also those that are completed",
  expected: ["worker-failures/retry-only-unfinished"],
  swap: () => ({
    retryJob: async ({ database }: Services, job: string) => (await database.query(retried, [job])).length,
  }),
});
