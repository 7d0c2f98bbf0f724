import { type Effects, type History, seen } from "@chaos-packs/contract/pack";
import { isCalm } from "../history/is-calm.ts";
import { isNewAgain, type Taken, takenOn } from "../history/messages-seen.ts";
import { readersSeen } from "../history/readers-seen.ts";
import { stood } from "../history/streams-seen.ts";
import { partsOfBroadcast as broadcast } from "./parts-of-broadcast.ts";

interface About {
  readonly channel?: string;
  readonly id?: string;
}

const nameOf = ({ channel = "", id = "" }: About): string => `message ${id} of ${channel}`;

/**
 * The effects of the operations of `broadcast`: a message that was answered with success has reached somebody, or was
 * declared missing to somebody who waited for it. Of a service that does not promise to catch up, that is said of those that
 * were published while nothing was wrong. Who must get it is for scenarios to judge.
 */
export function effectsOfBroadcast(history: History): Effects {
  const arrived = readersSeen(history).flatMap((reader) => reader.arrived.map(({ item }) => item));
  const gaps = arrived.filter(({ type }) => type === "gap");
  const published = takenOn(history);
  const declared = published.filter(({ channel, answer: { seq = null } }) =>
    gaps.some((gap) => gap.channel === channel && seq !== null && (gap.from ?? 0) <= seq && seq <= (gap.to ?? -1)),
  );
  const present = new Set([...arrived.filter(({ type }) => type === "message"), ...declared].map(nameOf));
  // What is published before anybody listens is owed to nobody: a channel counts from the first message on that arrived.
  const from = new Map<string, number>();
  for (const [index, message] of published.entries())
    if (!from.has(message.channel) && present.has(nameOf(message))) from.set(message.channel, index);
  const owed = published.filter(({ channel }, index) => index >= (from.get(channel) ?? 0));
  const { trait } = seen(history, broadcast);
  const backMs = (trait("recoverWithinMs") ?? Number.POSITIVE_INFINITY) + (trait("slackMs") ?? 0);
  const isCertain = (message: Taken): boolean =>
    trait("catchUpWithinMs") !== undefined || present.has(nameOf(message)) || isCalm(history, message, backMs);
  const streams = stood(history);
  return {
    acknowledged: owed.filter(isCertain).map(nameOf),
    required: [],
    forbidden: [],
    present: [...present],
    ...(streams.length > 0 && {
      duplicates: streams.flatMap(({ items }) => {
        const names = items.flatMap(({ value }) =>
          value.type === "message" && !isNewAgain(history, value) ? [nameOf(value)] : [],
        );
        return names.filter((name, index) => names.indexOf(name) !== index);
      }),
    }),
  };
}
