import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import type { Events } from "./events/events.ts";
import type { Log } from "./log.ts";
import type { Parts } from "./parts.ts";
import type { ObjectStore } from "./store/object-store.ts";
import type { Upstreams } from "./upstreams/upstreams.ts";

/** What every part of the service works with. */
export interface Services {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly store: ObjectStore;
  readonly upstreams: Upstreams;
  readonly events: Events;
  readonly parts: Parts;
  /** Under which name this replica owns leases. */
  readonly owner: string;
}
