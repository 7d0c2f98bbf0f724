import { sleep } from "../../clock.ts";
import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";

/** So often within the longest silence each socket is looked after. */
const LOOKS = 2;

/** Gives all sockets signs of life, and gives up those that give none, until the role stops. */
export async function keepAliveWhile(live: Live): Promise<void> {
  const { parts, config, stopping, sockets } = live;
  for (;;) {
    await sleep(config.keepAliveMs / LOOKS, stopping.signal);
    if (stopping.signal.aborted) return;
    for (const socket of [...sockets]) parts.keepAlive(live, socket);
  }
}

/** Gives one socket a sign of life and asks for one; it is cut off when it has given none since the last time, or has taken nothing of what waits for it. */
export function keepAlive(live: Live, socket: LiveSocket): void {
  const { parts } = live;
  if (!socket.isAlive) return parts.cutOff(live, socket, "gives no sign of life");
  const taken = socket.taken();
  if (socket.unsent() > 0 && taken === socket.hadTaken) return parts.cutOff(live, socket, "reads nothing");
  socket.hadTaken = taken;
  parts.sendTo(live, socket, { type: "alive" });
  socket.probe();
}
