import type { Socket } from "node:net";
import { nextTurn } from "../../clock.ts";
import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";

/** The share of what may wait for a client up to which a backlog is handed to it at a time; the rest is for what comes meanwhile. */
const FOR_BACKLOG = 0.5;

/** Whether a client has taken so much of what it was given that it can be given more. */
export const hasRoom = ({ config }: Live, socket: LiveSocket): boolean =>
  socket.unsent() <= config.unsentMost * FOR_BACKLOG;

/** Resolves when a client can be given more, or its socket has ended: one that takes nothing for too long is cut off by `keepAlive`. */
export async function untilRoom(live: Live, socket: LiveSocket): Promise<void> {
  while (live.sockets.has(socket) && !hasRoom(live, socket)) await socket.drained();
}

/** Resolves when a connection has taken all that waits for it, or is closed. */
export function drained(connection: Socket): Promise<void> {
  if (!connection.writableNeedDrain) return nextTurn();
  return new Promise((resolve) => {
    const done = (): void => {
      connection.off("drain", done);
      connection.off("close", done);
      resolve();
    };
    connection.once("drain", done);
    connection.once("close", done);
  });
}
