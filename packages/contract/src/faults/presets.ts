import { highLatency } from "./delay.ts";
import { packetLoss } from "./packet-loss.ts";

/** The usual troubles of a network, whatever is at its other end, by the names under which the handle for hand-written tests knows them. */
export const presets = {
  "high-latency": highLatency,
  "packet-loss": packetLoss,
} as const;
