import type { Pool } from "./pool.ts";
import { kindOfFailure } from "./query-failure.ts";

/** Whether a request that has failed so may be tried once more, after so many tries. */
export function mayRetry({ options }: Pool, failure: unknown, tries: number): boolean {
  const kind = kindOfFailure(failure);
  // Silence has cost the whole time of a query already.
  if (kind === "silent") return tries === 1;
  return ["lost", "conflict", "read only"].includes(kind) && tries < options.tries;
}
