import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { monotonic } from "../../clock.ts";
import { randomId } from "../../random.ts";
import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";
import type { ReadTopics } from "./read-topics.ts";
import { drained } from "./room.ts";
import type { After } from "./subscribe-socket.ts";

/** "Going away": https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const GOING_AWAY = 1001;

/** Takes in a client's WebSocket: what it says are wishes, JSON each. */
export function openWebSocket(
  live: Live,
  webSocket: WebSocket,
  connection: Socket,
  { topics, after }: Pick<ReadTopics, "topics"> & { readonly after: After },
): void {
  const { parts, log } = live;
  const socket: LiveSocket = {
    id: randomId(),
    over: "websocket",
    wishes: new Map(),
    aliveAt: monotonic(),
    hadTaken: 0,
    write: (_message, text) => webSocket.send(text),
    unsent: () => webSocket.bufferedAmount,
    drained: () => drained(connection),
    taken: () => connection.bytesWritten - connection.writableLength,
    probe: () => webSocket.ping(),
    ended: new Promise((resolve) => webSocket.once("close", resolve)),
    close: () => webSocket.close(GOING_AWAY, "the service stops"),
    cut: () => webSocket.terminate(),
  };
  webSocket.on("message", (data, isBinary) => {
    socket.aliveAt = monotonic();
    parts.takeWish(live, socket, isBinary ? "" : String(data));
  });
  webSocket.on("pong", () => {
    socket.aliveAt = monotonic();
  });
  // Too large, or against the protocol: ws has ended it by then, with the code that says so.
  webSocket.on("error", (error) => log.info({ socket: socket.id, error: error.message }, "a socket was ended"));
  webSocket.on("close", () => parts.dropSocket(live, socket));
  parts.welcome(live, socket);
  if (topics.length > 0) void parts.subscribeSocket(live, socket, topics, after);
}
