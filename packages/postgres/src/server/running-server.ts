import type { ServerProcess } from "./server-process.ts";

/** A server that accepts connections, by the address of a database in which others may be created. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  /** Absent: it was given by URL, and is not ours to break. */
  readonly process?: ServerProcess;
  readonly isRemoteAllowed: boolean;
}
