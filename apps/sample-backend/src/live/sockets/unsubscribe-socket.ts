import type { Live } from "../live.ts";
import { keyOf, type Topic } from "../redis/subscribing.ts";
import type { LiveSocket } from "./live-socket.ts";
import { namedTopic } from "./outgoing.ts";

/** Lets a socket hear no more of channels and patterns, from now on. */
export function unsubscribeSocket(live: Live, socket: LiveSocket, topics: readonly Topic[]): void {
  const gone = topics.filter((topic) => socket.wishes.delete(keyOf(topic)));
  live.parts.forgetTopics(live, socket, gone);
  for (const topic of topics) live.parts.sendTo(live, socket, { type: "unsubscribed", ...namedTopic(topic) });
}
