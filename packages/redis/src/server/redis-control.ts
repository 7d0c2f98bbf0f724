import { type ClientType, endClients } from "./other-clients.ts";
import type { OpenOwn, RedisOwn } from "./redis-own.ts";

/** What becomes of what a server holds when it goes down. */
export type ServerState = "kept" | "lost";

/** What can be done to the process of a server that is ours. */
export interface ServerControl {
  /** Undefined when it does not run. */
  readonly pid: number | undefined;
  /** Ends the server: what it held is saved first (`kept`), or it is killed and everything is `lost`. Nothing happens when it does not run. */
  stop(state: ServerState): Promise<void>;
  /** Starts it again on its port with what it has saved, and resolves when it answers. Nothing happens when it runs. */
  start(): Promise<void>;
  /** Freezes it (SIGSTOP): the system accepts dials, and nobody answers. */
  stall(): void;
  /** Thaws it. */
  resume(): void;
  /**
   * Starts a replica, waits until it has everything, and makes it the primary, with which all who dial from now on are. The old one
   * becomes its replica, or is killed. The lane's reset brings the old one back.
   */
  failOver(old: "replica" | "dead"): Promise<void>;
}

/** What faults on the server of a lane may use. */
export interface RedisControl {
  readonly own: RedisOwn;
  /** CLIENT KILL for the connections of the replicas; the harness's own stay. */
  killClients(type: ClientType): Promise<void>;
  /** Absent: the server was given by URL, and only what concerns this lane may be done. */
  readonly server?: ServerControl;
}

/** The control of a lane; without a server of ours, of the clients of one database. */
export const openControl = (
  own: OpenOwn,
  { server, database }: { readonly server?: ServerControl; readonly database?: number },
): RedisControl => ({
  own: own.own,
  killClients: (type) => endClients(own.own, { type, ...(database !== undefined && { database }) }),
  ...(server && { server }),
});
