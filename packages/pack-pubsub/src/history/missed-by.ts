import type { History, StreamRecord } from "@chaos-packs/contract";
import { field, takenOn } from "./messages-seen.ts";
import { stood } from "./readers-seen.ts";

/** The ids of the messages that came on a stream, in their order. */
export const idsOn = ({ items }: StreamRecord): readonly string[] =>
  items.flatMap(({ value }) => (field(value, "type") === "message" ? [String(field(value, "id"))] : []));

/** The ids that were published between the last message that a reader had seen and its coming back; undefined when it had seen none. */
export function missedBy(history: History, stream: StreamRecord): readonly string[] | undefined {
  const reader = field(stream.input, "reader");
  const channel = field(stream.input, "channel");
  const earlier = stood(history).filter(
    ({ input, calledAt }) => field(input, "reader") === reader && calledAt < stream.calledAt,
  );
  const last = earlier.flatMap(idsOn).at(-1);
  if (last === undefined) return undefined;
  const taken = takenOn(history).filter((each) => each.channel === channel);
  const from = taken.findIndex(({ id }) => id === last) + 1;
  return taken.slice(from).flatMap(({ id, at }) => (at <= stream.calledAt ? [id] : []));
}
