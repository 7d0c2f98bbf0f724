import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer } from "ws";
import type { Live } from "../live.ts";
import { Problem } from "./problem.ts";
import { readListener } from "./read-listener.ts";

/** Most bytes of what a client may say at a time. */
const WISH_MOST = 16_384;

/** Takes in WebSockets at `/socket`; others are refused with the same problems as requests. */
export function createUpgrade(live: Live): (request: IncomingMessage, connection: Socket, head: Buffer) => void {
  const { parts, config } = live;
  const server = new WebSocketServer({ noServer: true, maxPayload: WISH_MOST, clientTracking: false });
  return (request, connection, head) => {
    // A client that is gone before it was taken in is nobody's loss.
    connection.on("error", () => connection.destroy());
    try {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://live");
      if (pathname !== "/socket") throw new Problem(404, "NOT_FOUND", `no WebSocket at ${pathname}`);
      if (live.isStopping) throw new Problem(503, "STOPPING", "the service is stopping");
      const listener = readListener(request, searchParams, config);
      server.handleUpgrade(request, connection, head, (webSocket) =>
        parts.openWebSocket(live, webSocket, connection, listener),
      );
    } catch (error) {
      refuse(connection, error instanceof Problem ? error : new Problem(400, "MALFORMED", "the request is none"));
    }
  };
}

function refuse(connection: Socket, { status, code, message }: Problem): void {
  const body = JSON.stringify({ error: message, code });
  const head = [
    `HTTP/1.1 ${status} ${code}`,
    "connection: close",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  connection.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
