import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";

/** Counts somebody among those who listen here, and tells him when not all is as it should be. */
export function welcome(live: Live, socket: LiveSocket): void {
  const { degradation, parts, sockets } = live;
  sockets.add(socket);
  const { mode, failed } = degradation;
  if (mode !== "NORMAL") parts.sendTo(live, socket, { type: "mode", mode, failed });
}
