import {
  type History,
  type InputOf,
  type OutputOf,
  type SentOn,
  type StreamSeen,
  seen,
} from "@chaos-packs/contract/pack";
import { partsOfBroadcast as broadcast } from "../capabilities/parts-of-broadcast.ts";

type Operations = (typeof broadcast)["operations"];

/** One thing that arrived at a client. */
export type Arrival = OutputOf<Operations["socket"]>;

/** A socket or an event stream of a client, as its reader asked for it. */
export type Listening = Omit<StreamSeen<never, Arrival, SentOn<Operations["socket"]>>, "input"> & {
  readonly reader: string;
  /** The channels and patterns that it listens to from the beginning. */
  readonly names: readonly string[];
  /** Whether it was opened with what its reader had seen by then. */
  readonly goesOn: boolean;
  /** What it goes on after, of an event stream. */
  readonly lastEventId?: string;
};

const ofSocket = ({ reader, channels, patterns = [], after }: InputOf<Operations["socket"]>) => ({
  reader,
  names: [...channels, ...patterns],
  goesOn: after !== undefined,
});

const ofEvents = ({ reader, channel, lastEventId }: InputOf<Operations["events"]>) => ({
  reader,
  names: [channel],
  goesOn: lastEventId !== undefined,
  ...(lastEventId !== undefined && { lastEventId }),
});

/** All that clients wanted to listen on, in the order in which they asked, also what never came to stand. */
export function asked(history: History): readonly Listening[] {
  const { streams } = seen(history, broadcast);
  return [
    ...streams("socket").map(({ input, ...stream }) => ({ ...stream, ...ofSocket(input) })),
    ...streams("events").map(({ input, ...stream }) => ({ ...stream, ...ofEvents(input) })),
  ].sort((a, b) => a.calledAt - b.calledAt);
}

/** The streams of clients that came to stand, in the order in which they were asked for. */
export const stood = (history: History): readonly Listening[] =>
  asked(history).filter(({ result }) => result.status === "ok");

/** When a stream ended, ms; infinite when it was open to the end of the run, after everything that was done. */
export function endOf({ ended }: Listening, { operations, streams }: History): number {
  const wentOn = [...operations, ...streams].some(({ calledAt }) => ended !== undefined && calledAt > ended.at);
  return ended && (ended.by !== "client" || wentOn) ? ended.at : Number.POSITIVE_INFINITY;
}
