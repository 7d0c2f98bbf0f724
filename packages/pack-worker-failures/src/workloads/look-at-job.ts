import type { JobClient } from "./job-client.ts";
import { askForJob } from "./job-client.ts";

/** Names under which workloads remember their jobs. */
const names = ["first job", "job"];

const jobsOf = (client: JobClient): readonly string[] =>
  names.flatMap((name) => {
    const job = client.recall(name);
    return job === undefined ? [] : [String(job)];
  });

/** Whether a fault has struck in this run: without one workloads plant nothing. */
export const isStruck = (client: JobClient): boolean => client.recall("struck") !== undefined;

/** Looks at what is durable, where that can be seen. */
const lookInside = (client: JobClient, job: string): Promise<unknown> =>
  Promise.all(
    (["items", "progress"] as const).filter((name) => client.offers(name)).map((name) => client.observe(name, { job })),
  );

/** One look at each job, from outside and inside; notes that a fault has struck. */
export async function lookAtJob(client: JobClient): Promise<void> {
  client.remember("struck", "yes");
  for (const job of jobsOf(client)) {
    await lookInside(client, job);
    await client.call(client.offers("chunks") ? "chunks" : "status", { job });
  }
}

/** All that is to be known of each job in the end, and of what is left of dead workers. */
export async function readEverything(client: JobClient): Promise<void> {
  for (const job of jobsOf(client)) {
    await askForJob(client, job);
    if (client.offers("result")) await client.demand("result", { job });
    await lookInside(client, job);
  }
  await Promise.all(
    (["consistency", "leftovers"] as const)
      .filter((name) => client.offers(name))
      .map((name) => client.observe(name, {})),
  );
}
