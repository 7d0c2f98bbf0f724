import type { Live } from "../live.ts";
import type { LiveSocket } from "./live-socket.ts";
import { readWish } from "./read-wish.ts";

/** Does what a client has said on its socket. What cannot be done is refused by itself: the rest is done, and the socket lives on. */
export function takeWish(live: Live, socket: LiveSocket, text: string): void {
  const { parts, config } = live;
  const wish = readWish(text);
  if ("error" in wish) return parts.sendTo(live, socket, { type: "refused", ...wish });
  for (const refusal of wish.refusals) parts.sendTo(live, socket, { type: "refused", ...refusal });
  if (wish.topics.length === 0) return;
  if (wish.type === "unsubscribe") return parts.unsubscribeSocket(live, socket, wish.topics);
  if (socket.wishes.size + wish.topics.length > config.channelsMost) {
    const error = `a socket has at most ${config.channelsMost} channels and patterns`;
    return parts.sendTo(live, socket, { type: "refused", code: "TOO_MANY", error });
  }
  void parts.subscribeSocket(live, socket, wish.topics, wish.after);
}
