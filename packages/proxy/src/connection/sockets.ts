import type { Socket } from "node:net";

/** Ends a socket with RST; quietly when it was never connected, or is hanging up already. */
export function reset(socket: Socket): void {
  if (socket.destroyed) return;
  // libuv resets no socket whose FIN is on its way (uv_tcp_close_reset says EINVAL), and Node would then never close it.
  const isHangingUp = socket.writableEnded && !socket.writableFinished;
  if (socket.pending || isHangingUp) socket.destroy();
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
