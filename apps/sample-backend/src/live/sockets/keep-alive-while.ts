import { monotonic, sleepAndRead } from "../../clock.ts";
import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";

/** So often within the longest silence each socket is looked after. */
const LOOKS = 2;

/** Gives all sockets signs of life, and gives up those that give none, until the role stops. */
export async function keepAliveWhile(live: Live): Promise<void> {
  const { parts, config, stopping, sockets } = live;
  for (;;) {
    await sleepAndRead(config.keepAliveMs / LOOKS, stopping.signal);
    if (stopping.signal.aborted) return;
    for (const socket of [...sockets]) parts.keepAlive(live, socket);
  }
}

/** Gives one socket a sign of life and asks for one; it is cut off when it has given none for too long. */
export function keepAlive(live: Live, socket: LiveSocket): void {
  const { parts, config } = live;
  const taken = socket.taken();
  const hasTaken = socket.unsent() === 0 || taken > socket.hadTaken;
  if (!socket.probe && hasTaken) socket.aliveAt = monotonic();
  socket.hadTaken = taken;
  if (monotonic() - socket.aliveAt > config.giveUpMs) return parts.cutOff(live, socket, "gives no sign of life");
  parts.sendTo(live, socket, { type: "alive" });
  socket.probe?.();
}
