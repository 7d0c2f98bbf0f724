import type { JobClient } from "./job-client.ts";
import type { JobShape } from "./job-shape.ts";

/** Hands in a job, remembers its id under `as`, and tells it. */
export async function submitJob(
  client: JobClient,
  { kind = "document", chunks, concurrency = 1, busyLeases }: JobShape,
  { autoRecover, as = "job" }: { readonly autoRecover: boolean; readonly as?: string },
): Promise<string> {
  const shape = { kind, chunks, autoRecover, ...(concurrency !== "many" && { concurrency }) };
  const { job } =
    busyLeases === undefined
      ? await client.demand("submit", shape)
      : await client.demand("submitComputing", {
          ...shape,
          busyMs: Math.round(client.trait("leaseMs") * busyLeases),
        });
  client.remember(as, job);
  return job;
}
