import { once } from "node:events";
import http from "node:http";
import type { Socket } from "node:net";
import { later } from "../clock.ts";

/** A server that listens on loopback. */
export interface Serving extends AsyncDisposable {
  readonly port: number;
}

/** Listens; disposing lets running requests end for up to `graceMs` and resolves when nothing listens any more. */
export async function serve(
  listener: http.RequestListener,
  port: number,
  graceMs = 0,
  upgrade?: (request: http.IncomingMessage, connection: Socket, head: Buffer) => void,
): Promise<Serving> {
  const server = http.createServer(listener);
  if (upgrade) server.on("upgrade", (request, connection, head) => upgrade(request, connection as Socket, head));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      using _patience = later(graceMs, () => server.closeAllConnections());
      await closed;
    },
  };
}
