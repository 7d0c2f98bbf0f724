import type { MessagePort } from "node:worker_threads";

/** What a thread is given to run. */
export interface ThreadTask {
  /** The bundle of the role's entry module, as a URL. */
  readonly main: string;
  /** A message on it asks for a graceful stop. */
  readonly control: MessagePort;
}

/** What a thread tells about the processes that its program starts. */
export type FromThread = { readonly started: number } | { readonly ended: number };
