import type { IPolicy } from "cockatiel";
import type { Degradation } from "../degradation/degradation.ts";
import type { Log } from "../log.ts";
import type { Counts } from "./counts.ts";
import type { Feed } from "./feeds/feed.ts";
import type { LiveConfig } from "./live-config.ts";
import type { LiveParts } from "./live-parts.ts";
import type { Outbox } from "./publishing/outbox.ts";
import type { Line } from "./redis/line.ts";
import type { Subscribing } from "./redis/subscribing.ts";
import type { LiveSocket } from "./sockets/live-socket.ts";

/** What every part of the live side works with. */
export interface Live {
  readonly role: string;
  readonly config: LiveConfig;
  readonly log: Log;
  readonly parts: LiveParts;
  /** To Redis, for everything but subscriptions. */
  readonly commands: Line;
  /** To Redis, for what it pushes. */
  readonly subscriptions: Line;
  readonly subscribing: Subscribing;
  /** By channel. */
  readonly feeds: Map<string, Feed>;
  /** Everybody who listens here, the journal included. */
  readonly sockets: Set<LiveSocket>;
  readonly outbox: Outbox;
  /** How a message is given to Redis: a bounded number of tries, each with its time, behind a circuit. */
  readonly publishing: IPolicy;
  /** How history is read: only so many at a time. */
  readonly reading: IPolicy;
  readonly degradation: Degradation;
  readonly counts: Counts;
  /** Nothing new is taken on any more. */
  isStopping: boolean;
  /** Aborted when all that goes on is to end. */
  readonly stopping: AbortController;
}
