import type { History } from "@chaos-packs/contract/pack";
import { takenOn } from "./messages-seen.ts";
import { type Listening, stood } from "./streams-seen.ts";

/** The ids of the messages that came on a stream, in their order. */
export const idsOn = ({ items }: Listening): readonly string[] =>
  items.flatMap(({ value: { type, id = "" } }) => (type === "message" ? [id] : []));

/** The ids that were published between the last message that a reader had seen and its coming back; undefined when it had seen none. */
export function missedBy(history: History, { reader, names, calledAt }: Listening): readonly string[] | undefined {
  const earlier = stood(history).filter((each) => each.reader === reader && each.calledAt < calledAt);
  const last = earlier.flatMap(idsOn).at(-1);
  if (last === undefined) return undefined;
  const taken = takenOn(history).filter((each) => names.includes(each.channel));
  const from = taken.findIndex(({ id }) => id === last) + 1;
  return taken.slice(from).flatMap(({ id, at }) => (at <= calledAt ? [id] : []));
}
