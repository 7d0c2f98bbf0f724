import { kindOfFailure } from "./query-failure.ts";

/** Whether a request has found no connection: it timed out, was turned away, or its client would not wait any longer. */
export const countsAgainstCircuit = (error: unknown): boolean =>
  ["no connection", "refused", "abandoned"].includes(kindOfFailure(error));
