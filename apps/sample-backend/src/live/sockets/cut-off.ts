import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";

/** Gives up a client that takes nothing any more. It may come back and go on after what it has. */
export function cutOff(live: Live, socket: LiveSocket, reason: string): void {
  live.counts.cutOff += 1;
  live.log.warn({ socket: socket.id, over: socket.over, unsent: socket.unsent(), reason }, "a client is cut off");
  live.parts.dropSocket(live, socket);
  socket.cut();
}
