import { defineFaultType, integer, object, oneOf } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";
import { withSettings } from "./with-settings.ts";

/**
 * Subscribers (default), or connections that are subscribed to nothing (`normal`), may have so many `bytes` (default 1) unsent.
 *
 * The server ends a connection whose unsent output is more than so many bytes (`client-output-buffer-limit`, hard). Redis counts
 * what is beyond the first 16 KB of a client's buffer (PROTO_REPLY_CHUNK_BYTES), so one message of 20 KB is enough by default, and
 * less when the client is slow. The harness's own subscriptions are cut off likewise, and come back by themselves.
 */
export const limitOutputBuffer = defineFaultType({
  name: "limit output buffer",
  args: object({ ...onServerArgs, type: oneOf("pubsub", "normal"), bytes: integer() }),
  defaults: { ...onStruckServer, type: "pubsub", bytes: 1 },
  label: ({ type }) => `limit output buffer (${type})`,
  kind: redisKind,
  uses: ["servers"],
  make: ({ type, bytes, ...where }) =>
    onWholeServer(where, (_server, { own }) =>
      withSettings(own, { "client-output-buffer-limit": `${type} ${bytes} 0 0` }),
    ),
});
