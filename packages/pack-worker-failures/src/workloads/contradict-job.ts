import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { partsFor, untilJob } from "./job-client.ts";
import { describeShape, type JobShape } from "./job-shape.ts";
import { isOver } from "./job-states.ts";
import { isStruck, lookAtJob, readEverything } from "./look-at-job.ts";
import { contradictRows, plantOnce } from "./plant.ts";
import { quiet } from "./quiet.ts";
import { submitJob } from "./submit-job.ts";

/** A job that is done, whose rows are then made to contradict each other; its client asks for a recovery and waits until the job fails. */
export const contradictJob = (shape: JobShape): Workload =>
  defineWorkload(jobs, {
    name: `contradict ${describeShape(shape)}`,
    ...partsFor(shape, "recover", "contradict"),
    quiet,
    async run(client) {
      const job = await submitJob(client, shape, { autoRecover: true });
      await untilJob(client, job, isOver);
      if (!isStruck(client)) return;
      await plantOnce(client, contradictRows);
      await client.demand("recover", { job });
      await untilJob(client, job, ({ status }) => status === "failed");
    },
    probe: lookAtJob,
    settle: readEverything,
  });
