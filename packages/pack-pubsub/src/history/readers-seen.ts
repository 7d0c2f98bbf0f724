import { type History, type OutputOf, seen } from "@chaos-packs/contract/pack";
import { partsOfBroadcast as broadcast } from "../capabilities/parts-of-broadcast.ts";
import { takenOn } from "./messages-seen.ts";
import { type Arrival, endOf, type Listening, stood } from "./streams-seen.ts";

/** Something that arrived, ms; `stream` is the record of the stream that it came on. */
export interface ArrivedAt {
  readonly at: number;
  readonly item: Arrival;
  readonly stream?: Listening;
}

/** A time in which a reader must get what is published: from when it first stood, or came back without saying what it had. */
export interface Standing {
  readonly from: number;
  /** Infinite when it listened on to the end. */
  readonly until: number;
}

/** Who listens: a client through all of its streams, or a process of the service that listens for itself. */
export interface Reader {
  readonly name: string;
  readonly streams: readonly Listening[];
  readonly arrived: readonly ArrivedAt[];
  readonly standings: readonly Standing[];
  /** Whether it listens to a channel for as long as it stands. */
  wants(channel: string): boolean;
}

const matches = (pattern: string, channel: string): boolean =>
  pattern.endsWith("*") ? channel.startsWith(pattern.slice(0, -1)) : pattern === channel;

/** The clients that listened, by the name that they gave themselves. */
export function clientsSeen(history: History): readonly Reader[] {
  const byName = new Map<string, Listening[]>();
  for (const stream of stood(history)) byName.set(stream.reader, [...(byName.get(stream.reader) ?? []), stream]);
  return [...byName].map(([name, streams]) => {
    const wanted = streams[0]?.names ?? [];
    return {
      name,
      streams,
      arrived: streams.flatMap((stream) => stream.items.map(({ at, value }) => ({ at, item: value, stream }))),
      standings: standingsOf(streams, history),
      wants: (channel: string) => wanted.some((each) => matches(each, channel)),
    };
  });
}

function standingsOf(streams: readonly Listening[], history: History): readonly Standing[] {
  const found: Standing[] = [];
  for (const stream of streams) {
    // Who reads nothing gets nothing.
    const until = Math.min(endOf(stream, history), stream.stalled[0]?.from ?? Number.POSITIVE_INFINITY);
    const before = found.at(-1);
    if (before && stream.goesOn) found[found.length - 1] = { from: before.from, until };
    else found.push({ from: stream.returnedAt, until });
  }
  return found;
}

type Deliveries = OutputOf<(typeof broadcast)["observations"]["deliveries"]>;

/** The processes of the service that listen for themselves, as the last look at their deliveries shows them. */
export function subscribersSeen(history: History): readonly Reader[] {
  const look = seen(history, broadcast).looks("deliveries").at(-1);
  if (!look) return [];
  const { at, output } = look;
  const { taken, gaps } = output;
  return [...new Set(taken.map(({ subscriber }) => subscriber))].map((name) => {
    const own = taken.filter(({ subscriber }) => subscriber === name);
    const missing = gaps.filter(({ subscriber }) => subscriber === name);
    return {
      name,
      streams: [],
      arrived: [
        ...missing.map(({ channel, from, to }) => ({
          at,
          item: { type: "gap" as const, channel, from, to },
        })),
        ...own.map(({ subscriber, ...told }) => ({ at, item: { type: "message" as const, ...told } })),
      ],
      standings: [{ from: firstTaken(history, own), until: Number.POSITIVE_INFINITY }],
      // What it listens to nobody has told; from what it took one it wants all.
      wants: (channel) => own.some((each) => each.channel === channel),
    };
  });
}

/** When it listened for certain: from the first message on that it took of each of its channels, ms. */
function firstTaken(history: History, own: Deliveries["taken"]): number {
  const channels = [...new Set(own.map(({ channel }) => channel))];
  const first = channels.map((channel) => {
    const ids = own.filter((each) => each.channel === channel).map(({ id }) => id);
    return takenOn(history).find((taken) => taken.channel === channel && ids.includes(taken.id))?.calledAt ?? 0;
  });
  return Math.max(0, ...first);
}

/** Everybody who listens. */
export const readersSeen = (history: History): readonly Reader[] => [
  ...clientsSeen(history),
  ...subscribersSeen(history),
];

/** The messages that arrived at a reader, in their order. */
export const messagesOf = ({ arrived }: Reader): readonly ArrivedAt[] =>
  arrived.filter(({ item: { type } }) => type === "message");

/** Whether a reader listened to a channel at a time, ms. */
export const listened = ({ wants, standings }: Reader, channel: string, at: number): boolean =>
  wants(channel) && standings.some(({ from, until }) => from <= at && at < until);

/** Whether the number of a channel was declared missing to a reader. */
export const isDeclared = ({ arrived }: Reader, channel: string, seq: number): boolean =>
  arrived.some(
    ({ item }) => item.type === "gap" && item.channel === channel && (item.from ?? 0) <= seq && seq <= (item.to ?? -1),
  );
