import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { type JobClient, partsFor, untilJob } from "./job-client.ts";
import { describeShape, type JobShape } from "./job-shape.ts";
import { hasStopped, isAllCompleted, isOver } from "./job-states.ts";
import { isStruck, lookAtJob, readEverything } from "./look-at-job.ts";
import { type Plant, plantOnce } from "./plant.ts";
import { quiet } from "./quiet.ts";
import { submitJob } from "./submit-job.ts";

/** Ways to ask for a recovery; each resolves when the job is over. */
const ways = {
  /** Asks until one is taken on: a merge gives no sign that its worker is dead. */
  once: async (client: JobClient, job: string) => {
    let over = false;
    const end = untilJob(client, job, isOver).then(() => {
      over = true;
    });
    // Also without a fault: on a busy machine a chunk may lose its lease though its worker lives.
    const asked = client.until("recover", { job }, ({ recovered }) => recovered || over);
    await Promise.all([end, asked]);
  },
  "five times": async (client: JobClient, job: string) => {
    for (let time = 1; time <= 3; time++) await client.demand("recover", { job });
    await untilJob(client, job, isOver);
    for (let time = 4; time <= 5; time++) await client.demand("recover", { job });
  },
  "eight times at once": async (client: JobClient, job: string) => {
    await Promise.all(Array.from({ length: 8 }, () => client.demand("recover", { job })));
    await untilJob(client, job, isOver);
  },
} as const;

interface Options extends JobShape {
  readonly recover?: keyof typeof ways;
  /** Also listens for what the log says of events that could not be published. */
  readonly publishFailures?: boolean;
  /** Planted between the fault and the recovery. */
  readonly plant?: Plant;
}

/** A job that is not recovered by itself: when it has stopped its client asks for a recovery. */
export const recoverJob = ({ recover = "once", publishFailures = false, plant, ...shape }: Options): Workload =>
  defineWorkload(jobs, {
    name: `recover ${describeShape(shape)}, ${recover}${publishFailures ? ", and listen for failed publishes" : ""}`,
    ...partsFor(shape, "recover", ...(publishFailures ? (["publish failures"] as const) : []), ...(plant?.uses ?? [])),
    quiet,
    async run(client) {
      const job = await submitJob(client, shape, { autoRecover: false });
      await untilJob(client, job, (now) => hasStopped(now) || (isStruck(client) && isAllCompleted(now)));
      if (isStruck(client)) await plantOnce(client, plant);
      await ways[recover](client, job);
    },
    probe: lookAtJob,
    settle: readEverything,
  });
