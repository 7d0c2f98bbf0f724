import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** Ends a socket with RST; one that is encrypted just ends, for Node resets only plain ones. */
export function resetSocket(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
