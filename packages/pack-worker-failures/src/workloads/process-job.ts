import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { partsFor, untilJob } from "./job-client.ts";
import { describeShape, type JobShape } from "./job-shape.ts";
import { hasLostAChunk, isOver } from "./job-states.ts";
import { isStruck, lookAtJob, readEverything } from "./look-at-job.ts";
import { type Plant, plantOnce } from "./plant.ts";
import { quiet } from "./quiet.ts";
import { submitJob } from "./submit-job.ts";

interface Options extends JobShape {
  /** Default true. False: the run is over as soon as a chunk has lost its worker. */
  readonly autoRecover?: boolean;
  /** Also waits until the fault has been healed, which may come after the end of the job. */
  readonly untilHealed?: boolean;
  /** Planted at the first injection, while the message is still held. */
  readonly plant?: Plant;
}

/** One job from its submission to its end. */
export const processJob = ({ autoRecover = true, untilHealed = false, plant, ...shape }: Options): Workload =>
  defineWorkload(jobs, {
    // What is planted is not in the name: without a fault nothing is, and one baseline serves all.
    name: `process ${describeShape(shape)}${autoRecover ? "" : ", not recovered"}`,
    ...partsFor(shape, ...(plant?.uses ?? [])),
    quiet,
    async run(client) {
      const job = await submitJob(client, shape, { autoRecover });
      await untilJob(client, job, autoRecover ? isOver : hasLostAChunk);
      if (untilHealed && isStruck(client)) await client.fault(0, "healed");
    },
    async probe(client) {
      await plantOnce(client, plant);
      await lookAtJob(client);
    },
    async settle(client) {
      await readEverything(client);
      await plant?.clear?.(client);
    },
  });
