import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";

/** Forgets a socket that has ended, and all that only it has wished for. */
export function dropSocket(live: Live, socket: LiveSocket): void {
  if (!live.sockets.delete(socket)) return;
  const topics = [...socket.wishes.values()].map(({ topic }) => topic);
  socket.wishes.clear();
  live.parts.forgetTopics(live, socket, topics);
}
