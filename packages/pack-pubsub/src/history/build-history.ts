import {
  emptyHistory,
  type Fault,
  type History,
  type Json,
  type ReplicaId,
  refuse,
  type StreamRecord,
} from "@chaos-packs/contract/pack";
import { partsOfBroadcast as broadcast } from "../capabilities/parts-of-broadcast.ts";

type Piece = Partial<History>;

/** A life of the service. */
export const service = (incarnation = 1): ReplicaId => ({ role: "live", index: 0, incarnation });

/** The traits of a small target. */
const traits: Record<keyof (typeof broadcast)["traits"], number> = {
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
};

/** A history made of pieces, for the examples of invariants. It ends at 10,000 ms. */
export const historyOf = (...pieces: readonly Piece[]): History => ({
  ...emptyHistory,
  traits: { [broadcast.name]: traits },
  operations: pieces.flatMap(({ operations = [] }) => operations),
  streams: pieces.flatMap(({ streams = [] }) => streams),
  observations: pieces.flatMap(({ observations = [] }) => observations),
  moments: pieces.flatMap(({ moments = [] }) => moments),
  faults: pieces.flatMap(({ faults = [] }) => faults),
  exits: pieces.flatMap(({ exits = [] }) => exits),
  connections: { before: [], after: [], events: pieces.flatMap(({ connections }) => connections?.events ?? []) },
  endedAt: 10_000,
});

/** The same history of a target that promises nothing about some traits. */
export const unpromised = (history: History, ...names: readonly (keyof typeof traits)[]): History => ({
  ...history,
  traits: {
    [broadcast.name]: Object.fromEntries(
      Object.entries(traits).filter(([name]) => !names.some((each) => each === name)),
    ),
  },
});

/** A call that succeeded. */
export const did = (
  name: "publish" | "health" | "openStreams" | "unheard",
  input: Json,
  from: number,
  output: Json,
  until = from + 1,
): Piece => ({
  operations: [{ client: "run", name, input, calledAt: from, returnedAt: until, result: { status: "ok", output } }],
});

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
  { channel = "news", seq = Number(id), via = "broker", receivers = 1, until }: Publishing = {},
): Piece => did("publish", { channel, id, body: id }, from, { seq, via, receivers }, until);

/** A message that was answered with a failure. */
export const refused = (
  id: string,
  from: number,
  httpStatus: number,
  { channel = "news", error = "the broker is away", until = from + 1 } = {},
): Piece => ({
  operations: [
    {
      client: "run",
      name: "publish",
      input: { channel, id, body: id },
      calledAt: from,
      returnedAt: until,
      result: {
        status: "failed",
        error: `${httpStatus} ${error}`,
        httpStatus,
        headers: { "retry-after": "1" },
        body: { error },
      },
    },
  ],
});

interface Opening {
  readonly reader?: string;
  readonly channel?: string;
  readonly from?: number;
  readonly ended?: Required<StreamRecord>["ended"];
  readonly lastEventId?: string;
  readonly stalled?: StreamRecord["stalled"];
  readonly sent?: StreamRecord["sent"];
}

/** An event stream with what came on it, open to the end unless it says otherwise. */
export const heard = (
  { reader = "s1", channel = "news", from = 0, ended, lastEventId, stalled = [], sent = [] }: Opening,
  ...items: readonly { readonly at: number; readonly value: Json }[]
): Piece => ({
  streams: [
    {
      id: 1,
      client: "run",
      name: "events",
      input: { reader, channel, ...(lastEventId !== undefined && { lastEventId }) },
      calledAt: from,
      returnedAt: from,
      result: { status: "ok", output: null },
      items,
      sent,
      stalled,
      ended: ended ?? { at: 10_000, by: "client", reason: "the run was over" },
    },
  ],
});

/** A message that arrived. */
export const message = (
  id: string,
  at: number,
  { channel = "news", seq = Number(id), via = "broker" }: Omit<Publishing, "until" | "receivers"> = {},
) => ({ at, value: { type: "message", channel, id, body: id, seq, via } });

/** Numbers that were declared missing. */
export const gap = (from: number, to: number, at: number) => ({
  at,
  value: { type: "gap", channel: "news", from, to },
});

/** Anything else that arrived. */
export const arrived = (at: number, value: Json) => ({ at, value });

/** Something observed. */
export const looked = (name: keyof (typeof broadcast)["observations"], at: number, output: Json): Piece => ({
  observations: [
    { name, during: "run", input: {}, calledAt: at - 1, returnedAt: at, result: { status: "ok", output } },
  ],
});

/** A fault that goes in at a time and is healed at another. */
export const struck = (
  from: number,
  until: number,
  { name, args }: Pick<Fault, "name" | "args"> = refuse(),
  step = 0,
): Piece => ({
  faults: [
    { name, args, step, phase: "injected", at: from, struck: service() },
    { name, args, step, phase: "healed", at: until, struck: service() },
  ],
});

/** A connection of the service to the broker, closed when a time is given. */
export const connection = (id: number, dialledAt: number, closedAt?: number): Piece => {
  const event = (phase: "dialled" | "closed", at: number) => ({
    by: service(),
    dependency: "redis",
    connection: id,
    phase,
    at,
  });
  return {
    connections: {
      events: [event("dialled", dialledAt), ...(closedAt === undefined ? [] : [event("closed", closedAt)])],
      before: [],
      after: [],
    },
  };
};

/** The end of a life. */
export const exited = (at: number, how: "killed" | "ended" | "crashed", asked = true): Piece => ({
  exits: [{ by: service(), at, asked, how, reason: how }],
});
