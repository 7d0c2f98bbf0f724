import { command, type PushedMessage, pushed } from "@chaos-packs/redis";
import { MODE_CHANNEL } from "../../src/live/sockets/tell-mode.ts";
import { channelOf, PREFIX } from "./wire.ts";

interface About {
  readonly channel: string;
  readonly id: string;
}

/** Events of the service itself are no messages of clients. */
const scopeOf = ({ channel, id }: About) => (channel === MODE_CHANNEL ? undefined : { channel, id });

const inPush = ({ payload }: PushedMessage) => scopeOf(JSON.parse(payload) as About);

/** Where each moment of `broadcast` is seen on the wire of the live side. */
export const moments = {
  // EVAL script 3 positions history known channel redis-channel message …
  "message is published": command("EVAL", ({ args: [, , positions, , , , , , message] }) =>
    positions === `${PREFIX}positions` && message !== undefined ? scopeOf(JSON.parse(message) as About) : undefined,
  ),
  "message is pushed": pushed(`${PREFIX}*`, inPush, { role: "live" }),
  "message is taken": pushed(`${PREFIX}*`, inPush, { role: "subscriber" }),
  subscribes: command(["SUBSCRIBE", "PSUBSCRIBE"], ({ args: [name = ""] }) => ({ channel: channelOf(name) })),
};
