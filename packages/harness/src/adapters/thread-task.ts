import type { MessagePort } from "node:worker_threads";
import type { CoverageTask } from "./count-coverage.ts";

/** What a thread is given to run. */
export interface ThreadTask {
  /** The bundle of the role's entry module, as a URL. */
  readonly main: string;
  /** A message on it asks for a graceful stop. */
  readonly control: MessagePort;
  /** Given when it is to count which of its code runs. */
  readonly coverage?: CoverageTask;
}

/**
 * What a thread says: of itself (the number that the system gives it), about the processes that its program starts, and that
 * its coverage is written.
 */
export type FromThread =
  | { readonly tid: number }
  | { readonly started: number }
  | { readonly ended: number }
  | { readonly wrote: "coverage" };
