import type { Fault } from "@chaos-packs/contract";
import { type OnServer, onWholeServer } from "./on-server.ts";
import { withSettings } from "./with-settings.ts";

/** Whose output buffer, and how much it may hold. */
export interface LimitOutputBuffer extends OnServer {
  /** Subscribers (default), or connections that are subscribed to nothing. */
  readonly type?: "pubsub" | "normal";
  /** Default 1: a client is cut off as soon as anything counts. */
  readonly bytes?: number;
}

/**
 * The server ends a connection whose unsent output is more than so many bytes (`client-output-buffer-limit`, hard). Redis counts
 * what is beyond the first 16 KB of a client's buffer (PROTO_REPLY_CHUNK_BYTES), so one message of 20 KB is enough by default, and
 * less when the client is slow. The harness's own subscriptions are cut off likewise, and come back by themselves.
 */
export const limitOutputBuffer = ({ type = "pubsub", bytes = 1, ...where }: LimitOutputBuffer = {}): Fault =>
  onWholeServer(`limit output buffer (${type})`, { type, bytes }, where, (_server, { own }) =>
    withSettings(own, { "client-output-buffer-limit": `${type} ${bytes} 0 0` }),
  );
