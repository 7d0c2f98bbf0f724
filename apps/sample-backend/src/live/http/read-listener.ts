import type { IncomingMessage } from "node:http";
import type { LiveConfig } from "../live-config.ts";
import type { Topic } from "../redis/subscribing.ts";
import { readCursor } from "../sockets/cursor.ts";
import { readTopics } from "../sockets/read-topics.ts";
import type { After } from "../sockets/subscribe-socket.ts";
import { Problem } from "./problem.ts";

/** What a socket or an event stream is opened for. */
export interface Listener {
  readonly topics: readonly Topic[];
  readonly after: After;
}

/**
 * Reads `?channel=…&pattern=…` of a request, and up to where its client has had them: `Last-Event-ID`, which an event's id
 * was, names all of them; `?after=…`, written like that, need not. Throws a `Problem` that says what is wrong.
 */
export function readListener(request: IncomingMessage, query: URLSearchParams, { channelsMost }: LiveConfig): Listener {
  const { topics, refusals } = readTopics(query.getAll("channel"), query.getAll("pattern"));
  const [refusal] = refusals;
  if (refusal) throw new Problem(400, refusal.code, refusal.error);
  if (topics.length > channelsMost) {
    throw new Problem(400, "TOO_MANY", `a socket has at most ${channelsMost} channels and patterns`);
  }
  const lastEventId = request.headers["last-event-id"];
  const text = lastEventId === undefined ? query.get("after") : String(lastEventId);
  if (text === null || text === "") return { topics, after: { positions: new Map(), isComplete: false } };
  const positions = readCursor(text);
  if (!positions) throw new Problem(400, "MALFORMED", "Last-Event-ID is none that an event of this service had");
  return { topics, after: { positions, isComplete: lastEventId !== undefined } };
}
