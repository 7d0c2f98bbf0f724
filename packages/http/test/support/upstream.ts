import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the server got it. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export type Handler = (heard: Heard, response: http.ServerResponse, request: http.IncomingMessage) => void;

/** A real server that remembers what it heard; by default it answers with the body that it got, as JSON. */
export async function openUpstream(handler: Handler = echo) {
  const heard: Heard[] = [];
  let connections = 0;
  const server = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    try {
      for await (const part of request) parts.push(part as Buffer);
    } catch {
      return; // The client has gone; what it sent was no whole request, and the tests look at `heard`.
    }
    const { method = "", url = "", headers } = request;
    const each = { method, url, headers, body: Buffer.concat(parts).toString("latin1") };
    heard.push(each);
    handler(each, response, request);
  });
  server.on("connection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    heard,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const echo: Handler = ({ method, url, body }, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ method, url, body }));
};
