import { type Effects, type History, seen } from "@chaos-packs/contract";
import { takenOn } from "../history/messages-seen.ts";
import { readersSeen } from "../history/readers-seen.ts";
import { stood } from "../history/streams-seen.ts";
import { broadcast } from "./broadcast.ts";

interface About {
  readonly channel?: string;
  readonly id?: string;
}

const nameOf = ({ channel = "", id = "" }: About): string => `message ${id} of ${channel}`;

/**
 * The effects of the operations of `broadcast`: a message that was answered with success has reached somebody, or was
 * declared missing to somebody who waited for it, when the service promises that everybody catches up. Who must get it is
 * for scenarios to judge.
 */
export function effectsOfBroadcast(history: History): Effects {
  const arrived = readersSeen(history).flatMap((reader) => reader.arrived.map(({ item }) => item));
  const gaps = arrived.filter(({ type }) => type === "gap");
  const published = takenOn(history).map(({ channel, id, answer: { seq } }) => ({ channel, id, seq }));
  const declared = published.filter(({ channel, seq = null }) =>
    gaps.some((gap) => gap.channel === channel && seq !== null && (gap.from ?? 0) <= seq && seq <= (gap.to ?? -1)),
  );
  const present = new Set([...arrived.filter(({ type }) => type === "message"), ...declared].map(nameOf));
  // What is published before anybody listens is owed to nobody: a channel counts from the first message on that arrived.
  const from = new Map<string, number>();
  for (const [index, message] of published.entries())
    if (!from.has(message.channel) && present.has(nameOf(message))) from.set(message.channel, index);
  const owed = published.filter(({ channel }, index) => index >= (from.get(channel) ?? 0));
  const catchesUp = seen(history, broadcast).trait("catchUpWithinMs") !== undefined;
  const streams = stood(history);
  return {
    acknowledged: catchesUp ? owed.map(nameOf) : [],
    required: [],
    forbidden: [],
    present: [...present],
    ...(streams.length > 0 && {
      duplicates: streams.flatMap(({ items }) => {
        const names = items.flatMap(({ value }) => (value.type === "message" ? [nameOf(value)] : []));
        return names.filter((name, index) => names.indexOf(name) !== index);
      }),
    }),
  };
}
