import type { ServerResponse } from "node:http";
import { monotonic, nextTurn } from "../../clock.ts";
import { randomId } from "../../random.ts";
import type { Live } from "../live.ts";
import type { Topic } from "../redis/subscribing.ts";
import { CURSOR_MOST, writeCursor } from "./cursor.ts";
import type { LiveSocket } from "./live-socket.ts";
import type { Outgoing } from "./outgoing.ts";
import { drained } from "./room.ts";
import type { After } from "./subscribe-socket.ts";

/** Takes in a client's event stream: each event has its type, its number in its id, and JSON. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function openEventStream(live: Live, response: ServerResponse, topics: readonly Topic[], after: After): void {
  const { parts, config } = live;
  const positions = new Map<string, number>();
  const connection = response.socket;
  const socket: LiveSocket = {
    id: randomId(),
    over: "event stream",
    wishes: new Map(),
    aliveAt: monotonic(),
    hadTaken: 0,
    write(message, text) {
      const cursor = parts.notePositions(positions, message) ? writeCursor(positions) : "";
      // A browser that could not send it back would be refused for good; so what comes since an earlier one may come again.
      const id = cursor !== "" && cursor.length <= CURSOR_MOST ? `id: ${cursor}\n` : "";
      response.write(`event: ${message.type}\n${id}data: ${text}\n\n`);
    },
    unsent: () => response.writableLength,
    drained: () => (connection ? drained(connection) : nextTurn()),
    taken: () => (connection ? connection.bytesWritten - connection.writableLength : 0),
    ended: new Promise((resolve) => response.once("close", resolve)),
    close: () => response.end(),
    cut: () => connection?.destroy(),
  };
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", connection: "close" });
  // Random, so that those who lose their streams together do not come back together.
  response.write(
    `retry: ${Math.round(parts.pauseBefore(1, { ...config.backoff, baseMs: config.retryMs, mostMs: config.retryMs }))}\n\n`,
  );
  response.on("close", () => parts.dropSocket(live, socket));
  response.on("error", () => parts.dropSocket(live, socket));
  parts.welcome(live, socket);
  void parts.subscribeSocket(live, socket, topics, after);
}

/** Notes how far a message brings its reader; false when nowhere. */
export function notePositions(positions: Map<string, number>, message: Outgoing): boolean {
  if (message.type === "subscribed") {
    for (const [channel, seq] of Object.entries(message.positions)) positions.set(channel, seq);
    return positions.size > 0;
  }
  const seq = message.type === "gap" ? message.to : "seq" in message ? message.seq : null;
  if (seq === null || !("channel" in message) || message.channel === undefined) return false;
  positions.set(message.channel, seq);
  return true;
}
