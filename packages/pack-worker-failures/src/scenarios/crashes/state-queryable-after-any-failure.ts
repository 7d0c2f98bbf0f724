import { defineScenario, kill, partition, refuse, resetConnection, stall } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn, whenTaken } from "../../faults/heals.ts";
import { links } from "../../faults/links.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { countsAddUp } from "../../invariants/progress/counts-add-up.ts";
import { statusAnswersInTime } from "../../invariants/progress/status-answers-in-time.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "status answers in time during and after every fault, and its counts add up to the total",
  workload: processJob({ chunks: 4 }),
  schedule: [],
  invariants: [statusAnswersInTime, countsAddUp, completedChunksSurvive],
  variants: {
    "worker killed": {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }),
          inject: kill(),
          heal: whenTaken(2),
        },
      ],
    },
    "worker stalled": {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }, { edge: "after" }),
          inject: stall(),
          heal: { when: jobs.moment("work completes", { chunk: 2 }, { edge: "after", by: "other" }) },
        },
      ],
    },
    "worker cut off": {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }),
          inject: partition({ link: links.database, fate: "release" }),
          heal: { when: jobs.moment("work completes", { chunk: 2 }, { edge: "after", by: "other" }) },
        },
      ],
    },
    "every worker killed": {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }),
          inject: kill("all of its role"),
          heal: jobs.after("redeliveryMs", 0.6),
        },
      ],
    },
    "merge killed": {
      schedule: [
        {
          at: jobs.moment("merge inserts", { chunk: 2 }),
          inject: kill(),
          heal: whenOthersGoOn(jobs.moment("merge starts", {}, { edge: "after", by: "other" })),
        },
      ],
    },
    "merge stalled": {
      schedule: [
        {
          at: jobs.moment("merge inserts", { chunk: 2 }, { edge: "after" }),
          inject: stall(),
          heal: jobs.after("redeliveryMs", 0.6),
        },
      ],
    },
    "merge connection lost": {
      schedule: [{ at: jobs.moment("merge inserts", { chunk: 2 }), inject: resetConnection() }],
    },
    "answer of the upstream lost": {
      schedule: [{ at: jobs.moment("work starts", { chunk: 2 }, { edge: "after" }), inject: resetConnection() }],
    },
    "events refused": {
      schedule: [
        { at: jobs.moment("work starts", { chunk: 2 }), inject: refuse({ link: links.events, fate: "release" }) },
      ],
    },
  },
});
