import net from "node:net";
import { later } from "../clock.ts";
import type { Connection } from "./connection.ts";

/** https://www.postgresql.org/docs/18/protocol-message-formats.html, CancelRequest */
const CANCEL_REQUEST = 80877102;
const LENGTH = 16;

/** Asks the server, on a connection of its own, to end what runs on this one. Resolves when it has been told, or could not be within `ms`. */
export function cancelQuery({ client }: Connection, ms: number): Promise<void> {
  // Told in the handshake; the types of pg do not mention them.
  const { processID, secretKey } = client as unknown as { readonly processID: number; readonly secretKey: number };
  const request = Buffer.alloc(LENGTH);
  for (const [index, number] of [LENGTH, CANCEL_REQUEST, processID, secretKey].entries()) {
    request.writeInt32BE(number, index * 4);
  }
  return new Promise((resolve) => {
    const socket = net.connect({ host: client.host, port: client.port }, () => socket.write(request));
    const patience = later(ms, () => socket.destroy());
    // The server answers by closing it.
    socket.resume().once("error", () => {});
    socket.once("close", () => {
      patience[Symbol.dispose]();
      resolve();
    });
  });
}
