import type { Socket } from "node:net";

/** Ends a socket with RST, or quietly when it was never connected. */
export function reset(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.pending) socket.destroy();
  else socket.resetAndDestroy();
}

/**
 * Ends a socket with FIN, as a program does that has closed it: what still comes is not read, and what comes after the
 * FIN is answered with RST.
 */
export function hangUp(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.pending) {
    socket.destroy();
    return;
  }
  let isSent = socket.writableFinished;
  socket.once("finish", () => {
    isSent = true;
  });
  socket.on("data", () => {
    if (isSent) socket.resetAndDestroy();
  });
  socket.end();
  socket.resume();
}
