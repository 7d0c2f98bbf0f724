import { once } from "node:events";
import http from "node:http";

/** A server that listens on loopback. */
export interface Serving extends AsyncDisposable {
  readonly port: number;
}

/** Listens; disposing ends what is open and resolves when nothing listens any more. */
export async function serve(listener: http.RequestListener, port: number): Promise<Serving> {
  const server = http.createServer(listener);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      server.closeAllConnections();
      await closed;
    },
  };
}
