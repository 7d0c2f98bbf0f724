import { defineCapability } from "@chaos-packs/contract/pack";
import { deadlinesOfBroadcast } from "./deadlines-of-broadcast.ts";
import { effectsOfBroadcast } from "./effects-of-broadcast.ts";
import { partsOfBroadcast } from "./parts-of-broadcast.ts";

/**
 * Messages that a service passes from who publishes them, through a broker that may fail, to clients that hold a WebSocket
 * or an event stream for a long time. A failed answer is an HTTP status with a JSON body whose `error` says in words what
 * went wrong: 400 for a channel that channelLength does not allow, and for a message beyond messageBytes; 503, with the header
 * Retry-After in seconds, when nobody could be reached.
 *
 * To publish and one way to listen, `socket` or `events`, are enough. Replay, catching up, modes, a local fallback, wishes on
 * open sockets and patterns are each promised by a trait: who promises nothing about it is asked for nothing of it.
 */
export const broadcast = defineCapability({
  ...partsOfBroadcast,
  effects: effectsOfBroadcast,
  deadlines: deadlinesOfBroadcast,
});
