import type { Live } from "../live.ts";
import { keyOf, type Topic } from "../redis/subscribing.ts";
import type { LiveSocket } from "./live-socket.ts";
import { namedTopic } from "./outgoing.ts";

/** Lets a socket hear no more of channels and patterns, from now on. Wishes that were not answered yet are answered before. */
export function unsubscribeSocket(live: Live, socket: LiveSocket, topics: readonly Topic[]): void {
  const { parts } = live;
  const gone: Topic[] = [];
  for (const topic of topics) {
    const key = keyOf(topic);
    const wish = socket.wishes.get(key);
    if (!wish) continue;
    parts.answerWish(live, socket, wish);
    socket.wishes.delete(key);
    gone.push(topic);
  }
  parts.forgetTopics(live, socket, gone);
  for (const topic of topics) parts.sendTo(live, socket, { type: "unsubscribed", ...namedTopic(topic) });
}
