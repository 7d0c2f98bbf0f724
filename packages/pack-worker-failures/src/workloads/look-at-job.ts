import type { JobClient } from "./job-client.ts";

/** Names under which workloads remember their jobs. */
const names = ["first job", "job"];

const jobsOf = (client: JobClient): readonly string[] =>
  names.flatMap((name) => {
    const job = client.recall(name);
    return job === undefined ? [] : [String(job)];
  });

/** Whether a fault has struck in this run: without one workloads plant nothing. */
export const isStruck = (client: JobClient): boolean => client.recall("struck") !== undefined;

/** One look at each job, from outside and inside; notes that a fault has struck. */
export async function lookAtJob(client: JobClient): Promise<void> {
  client.remember("struck", "yes");
  for (const job of jobsOf(client)) {
    await Promise.all([client.observe("boxes", { job }), client.observe("progress", { job })]);
    await client.call("status", { job });
  }
}

/** All that is to be known of each job in the end, and of what is left of dead workers. */
export async function readEverything(client: JobClient): Promise<void> {
  for (const job of jobsOf(client)) {
    await client.demand("status", { job });
    await client.demand("result", { job });
    await Promise.all([client.observe("boxes", { job }), client.observe("progress", { job })]);
  }
  await Promise.all([client.observe("consistency", {}), client.observe("leftovers", {})]);
}
