import { defineScenario } from "@chaos-packs/contract/pack";
import { answerWith, hangRequest } from "@chaos-packs/http";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkErrorIsClear } from "../../invariants/errors/chunk-error-is-clear.ts";
import { unansweredCallIsGivenUp } from "../../invariants/errors/unanswered-call-is-given-up.ts";
import { onlyTheStruckChunkIsRetried } from "../../invariants/progress/only-the-struck-chunk-is-retried.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { triesAreBounded } from "../../invariants/progress/tries-are-bounded.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { retryJob } from "../../workloads/retry-job.ts";

// What strikes once is over when its chunk is done, and not only at the end: whatever else has failed meanwhile is then retried.
const once = { heal: { when: jobs.moment("work completes", { chunk: 5 }, { edge: "after" }) } } as const;

export const scenario = defineScenario({
  promise:
    "429, 500 and timeouts of the upstream at one chunk retry only that chunk, with a bound, and the job is done in the end",
  workload: retryJob({ chunks: 5, retry: "when it is healed", orByItself: true }),
  schedule: [],
  invariants: [
    onlyTheStruckChunkIsRetried,
    triesAreBounded,
    onlyUnfinishedChunksAreRedone,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  variants: {
    "429": {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 5 }),
          inject: answerWith({ status: 429, headers: { "retry-after": "0" }, times: 1 }),
          ...once,
        },
      ],
    },
    "500": {
      schedule: [
        { at: jobs.moment("work starts", { chunk: 5 }), inject: answerWith({ status: 500, times: 1 }), ...once },
      ],
    },
    timeout: {
      workload: retryJob({
        chunks: 5,
        retry: "when it is healed",
        orByItself: true,
        promised: ["upstreamTimeoutMs"],
      }),
      invariants: [
        unansweredCallIsGivenUp,
        onlyTheStruckChunkIsRetried,
        triesAreBounded,
        onlyUnfinishedChunksAreRedone,
        jobIsDone,
        resultMatchesUpstream,
        resultIsThatOfAFaultlessRun,
      ],
      schedule: [{ at: jobs.moment("work starts", { chunk: 5 }), inject: hangRequest({ times: 1 }), ...once }],
    },
    "500 until it is given up": {
      workload: retryJob({ chunks: 5, retry: "when it is healed" }),
      invariants: [
        chunkErrorIsClear,
        onlyTheStruckChunkIsRetried,
        triesAreBounded,
        onlyUnfinishedChunksAreRedone,
        jobIsDone,
        resultMatchesUpstream,
        resultIsThatOfAFaultlessRun,
      ],
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 5 }),
          inject: answerWith({ status: 500, of: "all of its role" }),
          heal: { when: jobs.moment("work fails", { chunk: 5 }, { edge: "after" }) },
        },
      ],
    },
  },
  assumes: [{ trait: jobs.amount("chunkAttempts"), atLeast: 2 }],
});
