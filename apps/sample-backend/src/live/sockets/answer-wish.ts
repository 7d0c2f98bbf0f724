import type { Live } from "../live.ts";
import type { LiveSocket, Wish } from "./live-socket.ts";
import { namedTopic } from "./outgoing.ts";

/** Answers a wish as often as it was made: it is in force, or withdrawn by what its client has said since. */
export function answerWish(
  live: Live,
  socket: LiveSocket,
  wish: Wish,
  positions: Readonly<Record<string, number>> = {},
): void {
  for (; wish.unanswered > 0; wish.unanswered -= 1) {
    live.parts.sendTo(live, socket, { type: "subscribed", ...namedTopic(wish.topic), positions });
  }
}
