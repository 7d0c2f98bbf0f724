import { examplesOf, type Piece } from "@chaos-packs/contract/example";
import { type ReplicaId, refuse, type StreamRecord } from "@chaos-packs/contract/pack";
import { partsOfBroadcast as broadcast } from "../capabilities/parts-of-broadcast.ts";
import type { Arrival } from "./streams-seen.ts";

/** A life of the service. */
export const service = (incarnation = 1): ReplicaId => ({ role: "live", index: 0, incarnation });

/** The pieces of examples; the target is a small one, and what strikes it is that its broker refuses. */
export const { historyOf, unpromised, did, failed, opened, looked, saw, struck, connection, exited } = examplesOf(
  broadcast,
  {
    by: service(),
    dependency: "redis",
    fault: refuse(),
    traits: {
      connections: 1,
      connectTimeoutMs: 150,
      noticeWithinMs: 300,
      backoffBaseMs: 40,
      backoffFactor: 2,
      backoffMostMs: 160,
      backoffJitter: 0.5,
      publishWithinMs: 400,
      knownForMs: 60_000,
      publishTries: 3,
      fallbackWithinMs: 150,
      deliverWithinMs: 150,
      recoverWithinMs: 500,
      catchUpWithinMs: 500,
      modeWithinMs: 500,
      keepAliveMs: 100,
      giveUpWithinMs: 500,
      historySize: 5,
      wishesPerSocket: 100,
      patternsPerSocket: 100,
      channelLength: 200,
      messageBytes: 1_024,
      graceMs: 1_000,
      slackMs: 100,
    },
  },
);

interface Publishing {
  readonly channel?: string;
  readonly seq?: number | null;
  readonly via?: "broker" | "local";
  readonly receivers?: number | null;
  readonly until?: number;
}

/** A message that was taken on. */
export const said = (
  id: string,
  from: number,
  { channel = "news", seq = Number(id), via = "broker", receivers = 1, until = from + 1 }: Publishing = {},
): Piece => did("publish", { channel, id, body: id }, { from, until }, { seq, via, receivers });

/** A message that was answered with a failure. */
export const refused = (
  id: string,
  from: number,
  httpStatus: number,
  { channel = "news", error = "the broker is away", until = from + 1 } = {},
): Piece =>
  failed("publish", { channel, id, body: id }, { from, until }, httpStatus, {
    error,
    headers: { "retry-after": "1" },
  });

interface Opening {
  readonly reader?: string;
  readonly channel?: string;
  readonly from?: number;
  readonly ended?: StreamRecord["ended"];
  readonly lastEventId?: string;
  readonly stalled?: StreamRecord["stalled"];
}

/** An event stream with what came on it, open to the end unless it says otherwise. */
export const heard = (
  { reader = "s1", channel = "news", from = 0, lastEventId, ...rest }: Opening,
  ...items: readonly { readonly at: number; readonly value: Arrival }[]
): Piece => opened("events", { reader, channel, ...(lastEventId !== undefined && { lastEventId }) }, from, items, rest);

/** A message that arrived. */
export const message = (
  id: string,
  at: number,
  { channel = "news", seq = Number(id), via = "broker" }: Omit<Publishing, "until" | "receivers"> = {},
) => ({ at, value: { type: "message" as const, channel, id, body: id, seq, via } });

/** Numbers that were declared missing. */
export const gap = (from: number, to: number, at: number) => ({
  at,
  value: { type: "gap" as const, channel: "news", from, to },
});
