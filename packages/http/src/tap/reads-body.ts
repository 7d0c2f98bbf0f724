import type { Edge, MomentPattern } from "@chaos-packs/contract/kind";
import type { HttpMessage } from "../http-message.ts";

/**
 * Whether a pattern reads the body of a message of which only the head is known: of the request at the edge `before`, of the
 * answer at `after`. It is tried out on the message, with a body that notes when it is looked at.
 */
export function readsBody(pattern: MomentPattern<never>, message: HttpMessage, edge: Edge): boolean {
  const { scopeOf, failureOf, detailOf } = pattern as MomentPattern<HttpMessage>;
  let isRead = false;
  const tried: HttpMessage = Object.defineProperty({ ...message }, edge === "before" ? "body" : "answer", {
    enumerable: true,
    get(): undefined {
      isRead = true;
    },
  });
  const questions = [
    () => scopeOf.call(pattern, tried, edge),
    () => detailOf?.call(pattern, tried, edge),
    () => edge === "after" && failureOf?.call(pattern, tried),
  ];
  for (const ask of questions) {
    try {
      ask();
    } catch {
      // What it throws for this message it throws again when it is asked in earnest, and there it counts.
    }
    if (isRead) return true;
  }
  return false;
}
