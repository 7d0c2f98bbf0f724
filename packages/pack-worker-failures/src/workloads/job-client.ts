import type { Client, InputOf } from "@chaos-packs/contract/pack";
import type { jobs } from "../capabilities/jobs.ts";
import type { Said } from "../history/jobs-seen.ts";
import type { JobShape } from "./job-shape.ts";

type Operations = (typeof jobs)["operations"];
type Part =
  | keyof Operations
  | keyof (typeof jobs)["observations"]
  | keyof (typeof jobs)["arrangements"]
  | keyof (typeof jobs)["traits"];

/** What every workload of this pack asks for where a service has it. */
const wherever = ["chunks", "result", "retry", "progress", "items", "consistency", "leftovers"] as const;

/** A job in which workers compute is another operation, and how long is a part of the lease. */
const computing = ["submitComputing", "leaseMs"] as const;

type Used<P> = "submit" | "submitComputing" | "status" | "leaseMs" | P;

/**
 * The parts that a workload uses: a job is taken on, and its status can be asked for. Further ones (a retry, a state to be
 * planted) are named by whoever cannot do without them.
 */
export function partsFor<const P extends Part = never>(
  { busyLeases }: Pick<JobShape, "busyLeases">,
  ...further: readonly P[]
): { readonly uses: readonly Used<P>[]; readonly mayUse: readonly (typeof wherever)[number][] } {
  const uses: readonly Used<P>[] = [
    ...(busyLeases === undefined ? (["submit"] as const) : computing),
    "status",
    ...further,
  ];
  return { uses, mayUse: wherever.filter((name) => !(uses as readonly string[]).includes(name)) };
}

/** The client of a workload of this pack. */
export type JobClient = Client<typeof jobs, Part>;

/** Asks how a job is, chunk by chunk where the service tells that, until it is as wanted. */
export function untilJob(client: JobClient, job: string, wanted: (said: Said) => boolean): Promise<Said> {
  const input: InputOf<Operations["status"]> = { job };
  return client.offers("chunks") ? client.until("chunks", input, wanted) : client.until("status", input, wanted);
}

/** Asks once how a job is; it must be answered. */
export const askForJob = async (client: JobClient, job: string): Promise<Said> =>
  client.offers("chunks") ? client.demand("chunks", { job }) : client.demand("status", { job });
