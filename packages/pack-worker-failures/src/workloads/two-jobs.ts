import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { partsFor, untilJob } from "./job-client.ts";
import { describeShape, type JobShape } from "./job-shape.ts";
import { isOver } from "./job-states.ts";
import { lookAtJob, readEverything } from "./look-at-job.ts";
import { quiet } from "./quiet.ts";
import { submitJob } from "./submit-job.ts";

/** One job, and when it is done another. */
export const twoJobs = (shape: JobShape): Workload =>
  defineWorkload(jobs, {
    name: `process twice ${describeShape(shape)}`,
    ...partsFor(shape),
    quiet,
    async run(client) {
      const first = await submitJob(client, shape, { autoRecover: true, as: "first job" });
      await untilJob(client, first, isOver);
      if (client.offers("result")) await client.demand("result", { job: first });
      const job = await submitJob(client, shape, { autoRecover: true });
      await untilJob(client, job, isOver);
    },
    probe: lookAtJob,
    settle: readEverything,
  });

/** The same, with the memory of the workers measured after the first job and at the end. */
export const twoJobsMeasured = (shape: JobShape): Workload =>
  defineWorkload(jobs, {
    name: `process twice, measured, ${describeShape(shape)}`,
    ...partsFor(shape, "memory"),
    quiet,
    async run(client) {
      const first = await submitJob(client, shape, { autoRecover: true, as: "first job" });
      await untilJob(client, first, isOver);
      await client.observe("memory", {});
      const job = await submitJob(client, shape, { autoRecover: true });
      await untilJob(client, job, isOver);
    },
    probe: lookAtJob,
    async settle(client) {
      await readEverything(client);
      await client.observe("memory", {});
    },
  });
