import type { MessageDescription } from "@chaos-packs/contract";
import type { WireMessage } from "./wire-log.ts";

/** A message and what is known of it. */
export interface ReadMessage extends Omit<WireMessage, "describe"> {
  readonly description: MessageDescription;
  /** It carries a value of the journey. */
  readonly isOwn: boolean;
}

/** Where a message belongs: to what the request brought about, to what comes while nothing is asked, or only to the start. */
export type Part = "request" | "background" | "start";

/**
 * Says of each message, in the order of sending, where it belongs; the request was made at `since`. What came before it in
 * the same way, and to the same end, is background; but never what carries a value of the journey, nor what stands in a
 * transaction with a message that is not.
 */
export function partsOf(messages: readonly ReadMessage[], since: number): readonly Part[] {
  const idle = new Set(
    messages.filter(({ sentAt }) => sentAt < since).map((each) => `${kindOf(each)} ${outcomeBefore(each, since)}`),
  );
  const isAnsweredLater = ({ answeredAt = 0 }: ReadMessage): boolean => answeredAt >= since;
  // One that waited for something, and got nothing, was not moved by the request.
  const isBroughtAbout = (each: ReadMessage): boolean =>
    each.sentAt >= since || (isAnsweredLater(each) && each.description.outcome !== "nothing");
  const isRequested = (each: ReadMessage): boolean =>
    isBroughtAbout(each) && (each.isOwn || !idle.has(`${kindOf(each)} ${each.description.outcome}`));
  const transactions = transactionsOf(messages);
  const requested = new Set(messages.filter(isRequested));
  for (const transaction of transactions)
    if (transaction.some((each) => requested.has(each))) for (const each of transaction) requested.add(each);
  const later = new Set(messages.filter(({ sentAt }) => sentAt >= since).map(kindOf));
  return messages.map((each) => {
    if (requested.has(each)) return "request";
    return each.sentAt < since && !later.has(kindOf(each)) ? "start" : "background";
  });
}

/** The messages of each transaction, with those that begin and end it. */
export function transactionsOf<M extends Pick<ReadMessage, "connection" | "description">>(
  messages: readonly M[],
): readonly (readonly M[])[] {
  const open = new Map<number, M[]>();
  const all: M[][] = [];
  for (const message of messages) {
    const { connection, description } = message;
    if (description.transaction === "begins" && !open.has(connection)) {
      const begun: M[] = [];
      open.set(connection, begun);
      all.push(begun);
    }
    open.get(connection)?.push(message);
    if (description.transaction === "ends") open.delete(connection);
  }
  return all;
}

const kindOf = ({ dependency, description: { fingerprint } }: ReadMessage): string => `${dependency} ${fingerprint}`;

const outcomeBefore = ({ answeredAt, description }: ReadMessage, since: number): string =>
  description.isPushed || (answeredAt !== undefined && answeredAt < since) ? description.outcome : "no answer";
