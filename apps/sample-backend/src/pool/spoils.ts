import { kindOfFailure } from "./query-failure.ts";

/** Whether a connection cannot be used again after such a failure. */
export const spoils = (failure: unknown): boolean => ["lost", "silent", "read only"].includes(kindOfFailure(failure));
