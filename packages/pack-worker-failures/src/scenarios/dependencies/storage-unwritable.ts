import { defineScenario, type Heal, refuse } from "@chaos-packs/contract/pack";
import { fullStore } from "@chaos-packs/http";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkErrorIsClear } from "../../invariants/errors/chunk-error-is-clear.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsStoredOnce } from "../../invariants/results/result-is-stored-once.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { retryJob } from "../../workloads/retry-job.ts";

/** Where results and jobs are kept in one store, nobody can write down that the work has failed either: then it comes back by itself. */
const untilItFails: Heal = {
  when: jobs.moment("work fails", { chunk: 4 }, { edge: "after" }),
  orAfter: jobs.amount("redeliveryMs", { factor: 5 }),
};

export const scenario = defineScenario({
  promise:
    "a store that answers 507 or refuses writes fails the chunk with a clear error; it is retried when the store is back",
  workload: retryJob({ chunks: 5, retry: "when it is healed" }),
  schedule: [],
  invariants: [
    chunkErrorIsClear,
    onlyUnfinishedChunksAreRedone,
    resultIsStoredOnce,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  variants: {
    full: {
      schedule: [
        {
          at: jobs.moment("result is stored", { chunk: 4 }),
          inject: fullStore({ of: "all" }),
          heal: untilItFails,
        },
      ],
    },
    refused: {
      schedule: [
        {
          at: jobs.moment("result is stored", { chunk: 4 }),
          inject: refuse(),
          heal: untilItFails,
        },
      ],
    },
  },
});
