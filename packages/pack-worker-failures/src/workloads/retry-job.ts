import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { partsFor, untilJob } from "./job-client.ts";
import { describeShape, type JobShape } from "./job-shape.ts";
import { hasStopped } from "./job-states.ts";
import { isStruck, lookAtJob, readEverything } from "./look-at-job.ts";
import { quiet } from "./quiet.ts";
import { submitJob } from "./submit-job.ts";

interface Options extends JobShape {
  /** `when it stops` (default), also when the fault has been healed, or at once when it has struck. */
  readonly retry?: "when it stops" | "when it is healed" | "when it is struck";
  /** Also for services in which nobody can ask for a retry: they try again by themselves. */
  readonly orByItself?: boolean;
  /** Traits without which it is not known for how long to wait. */
  readonly promised?: readonly "upstreamTimeoutMs"[];
}

/** Most retries of one run. */
const mostRetries = 4;

/** A job that is not recovered by itself and retried by its client until it is done. */
export const retryJob = ({ retry = "when it stops", orByItself = false, promised = [], ...shape }: Options): Workload =>
  defineWorkload(jobs, {
    name: `retry ${describeShape(shape)}, ${retry}`,
    ...partsFor(shape, ...promised, ...(orByItself ? [] : (["retry"] as const))),
    quiet,
    async run(client) {
      const job = await submitJob(client, shape, { autoRecover: false });
      for (let round = 0; round < mostRetries; round++) {
        const isEager = round === 0 && retry === "when it is struck";
        const { status } = await untilJob(client, job, (now) => hasStopped(now) || (isEager && isStruck(client)));
        if (status === "done" || !client.offers("retry")) return;
        if (retry === "when it is healed") await client.fault(0, "healed");
        await client.call("retry", { job });
      }
    },
    probe: lookAtJob,
    settle: readEverything,
  });
