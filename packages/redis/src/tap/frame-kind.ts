import { headOf } from "../wire/head-of.ts";
import type { Conversation } from "./conversation.ts";
import { isConfirmation, isDelivery, isSubscribing } from "./subscriptions.ts";

/** What a value from the server is. */
export type FrameKind =
  /** The answer to a command. */
  | { readonly is: "reply" }
  /** The answer to a subscribe command, or a part of it. */
  | { readonly is: "confirmation" }
  /** A published message; its channel, when that can be told from the first bytes. */
  | { readonly is: "delivery"; readonly channel: string | undefined }
  /** Something else that nobody asked for. */
  | { readonly is: "push" };

/** Tells what a value from the server is by its first bytes; undefined: more are needed. */
export function frameKindOf(
  known: Buffer,
  { expected, subscriptions }: Pick<Conversation, "expected" | "subscriptions">,
  isResp3: boolean,
): FrameKind | undefined {
  const type = String.fromCharCode(known[0] as number);
  // In RESP2 what is pushed is a list like any other.
  const isMaybePushed =
    type === "*" && !isResp3 && (subscriptions.any || isSubscribing(expected.peek()?.command ?? ""));
  if (type !== ">" && !isMaybePushed) return { is: "reply" };
  const head = headOf(known, 3);
  if (!head) return undefined;
  const [kind = "", first, second] = head.words;
  if (isConfirmation(kind)) return { is: "confirmation" };
  if (isDelivery(kind)) return { is: "delivery", channel: kind === "pmessage" ? second : first };
  return { is: type === ">" ? "push" : "reply" };
}
