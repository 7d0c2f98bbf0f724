import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { partsFor, untilJob } from "./job-client.ts";
import { describeShape, type JobShape } from "./job-shape.ts";
import { isOver } from "./job-states.ts";
import { isStruck, lookAtJob, readEverything } from "./look-at-job.ts";
import { quiet } from "./quiet.ts";
import { submitJob } from "./submit-job.ts";

/** A job that is done, with orphans planted beside it; its client asks the service what is orphaned. */
export const findOrphans = (shape: JobShape): Workload =>
  defineWorkload(jobs, {
    name: `find orphans beside ${describeShape(shape)}`,
    ...partsFor(shape, "orphans", "plant orphans"),
    quiet,
    async run(client) {
      const job = await submitJob(client, shape, { autoRecover: true });
      await untilJob(client, job, isOver);
    },
    probe: lookAtJob,
    async settle(client) {
      await readEverything(client);
      if (isStruck(client)) {
        await client.arrange("plant orphans", { rowsWithoutObject: 2, objectsWithoutRow: 1, chunksWithoutDocument: 1 });
      }
      await client.demand("orphans", {});
    },
  });
