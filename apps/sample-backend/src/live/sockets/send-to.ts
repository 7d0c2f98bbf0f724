import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";
import type { Outgoing } from "./outgoing.ts";

/** Tells a socket something, unless it has so much to read already that it is not reading: then it is cut off, so that it costs the others nothing. */
export function sendTo(live: Live, socket: LiveSocket, message: Outgoing, text = JSON.stringify(message)): void {
  const { sockets, config, parts } = live;
  if (!sockets.has(socket)) return;
  if (socket.unsent() > config.unsentMost) return parts.cutOff(live, socket, "reads nothing");
  socket.write(message, text);
}
