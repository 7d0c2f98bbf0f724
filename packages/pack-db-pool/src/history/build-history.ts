import {
  type Edge,
  emptyHistory,
  type Fault,
  type History,
  type Json,
  type Observation,
  type Operation,
  partition,
  type ReplicaId,
} from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import type { MomentName, OperationName } from "./queries-seen.ts";

type Piece = Partial<History>;

/** A life of the service. */
export const service = (incarnation = 1): ReplicaId => ({ role: "store", index: 0, incarnation });

/** The traits of a small target. */
const traits: Record<keyof (typeof queries)["traits"], number> = {
  poolSize: 2,
  poolMost: 3,
  overflowAfterMs: 100,
  overflowIdleMs: 100,
  acquireTimeoutMs: 250,
  connectTimeoutMs: 200,
  queryTimeoutMs: 500,
  lockTimeoutMs: 150,
  idleTransactionMs: 150,
  unavailableStatus: 503,
  idempotencyKeptMs: 60_000,
  tries: 3,
  backoffBaseMs: 40,
  backoffFactor: 2,
  backoffMostMs: 160,
  backoffJitter: 0.5,
  circuitThreshold: 7,
  circuitOpenMs: 100,
  failFastMs: 50,
  healthWithinMs: 100,
  cancelWithinMs: 100,
  cachedWithinMs: 100,
  leakAfterMs: 300,
  reconnectWithinMs: 400,
  graceMs: 1000,
  slackMs: 100,
};

/** A history made of pieces, for the examples of invariants. */
export const historyOf = (...pieces: readonly Piece[]): History => ({
  ...emptyHistory,
  traits: { [queries.name]: traits },
  operations: pieces.flatMap(({ operations = [] }) => operations),
  observations: pieces.flatMap(({ observations = [] }) => observations),
  moments: pieces.flatMap(({ moments = [] }) => moments),
  faults: pieces.flatMap(({ faults = [] }) => faults),
  exits: pieces.flatMap(({ exits = [] }) => exits),
  connections: {
    before: [],
    after: [],
    events: pieces.flatMap(({ connections }) => connections?.events ?? []),
  },
  endedAt: 10_000,
});

/** When a call was made and answered, ms. */
interface Times {
  readonly from: number;
  readonly until?: number;
}

const call = (
  name: OperationName,
  input: Json,
  { from, until = from + 1 }: Times,
  rest: Pick<Operation, "result">,
) => ({
  operations: [{ client: "run", name, input, calledAt: from, returnedAt: until, ...rest }],
});

/** A call that succeeded. */
export const did = (name: OperationName, input: Json, times: Times, output: Json = {}): Piece =>
  call(name, input, times, { result: { status: "ok", output } });

/** A read that succeeded. */
export const read = (key: string, from: number, until?: number): Piece =>
  did("read", { key }, { from, ...(until !== undefined && { until }) }, { value: null });

/** A call that was answered with a failure. */
export const failed = (
  name: OperationName,
  input: Json,
  times: Times,
  httpStatus: number,
  {
    error = "no connection",
    retryAfter,
    body = {},
  }: { error?: string; retryAfter?: number; body?: Readonly<Record<string, Json>> } = {},
): Piece =>
  call(name, input, times, {
    result: {
      status: "failed",
      error: `${httpStatus} ${error}`,
      httpStatus,
      headers: retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
      body: { error, ...body },
    },
  });

/** A call without an answer; `hungUp`: the client gave it up. */
export const unanswered = (name: OperationName, input: Json, times: Times, hungUp = false): Piece => {
  const { operations } = call(name, input, times, { result: { status: "unknown", error: "other side closed" } });
  return { operations: operations.map((operation) => ({ ...operation, ...(hungUp && { hungUp }) })) };
};

/** Something observed. */
export const looked = (
  name: keyof (typeof queries)["observations"],
  at: number,
  output: Json,
  during: Observation["during"] = "run",
): Piece => ({
  observations: [{ name, during, input: {}, calledAt: at - 1, returnedAt: at, result: { status: "ok", output } }],
});

/** All records are these, each with its own key as its value. */
export const records = (at: number, ...keys: readonly string[]): Piece =>
  looked("records", at, { records: keys.map((key) => ({ key, value: key })) });

/** The server counts the service's sessions. */
export const sessions = (
  at: number,
  { open = 2, active = 0, inTransaction = 0, waiting = 0 }: Partial<Record<string, number>> = {},
): Piece => looked("sessions", at, { open, active, inTransaction, waiting });

/** A moment about a key. */
export const saw = (
  moment: MomentName,
  key: string,
  at: number,
  { edge = "before", failed: code }: { edge?: Edge; failed?: string } = {},
): Piece => ({
  moments: [
    { capability: queries.name, moment, scope: { key }, edge, at, by: service(), ...(code && { failed: code }) },
  ],
});

/** A fault that goes in at a time and is healed at another. */
export const struck = (
  from: number,
  until: number,
  { name, args }: Pick<Fault, "name" | "args"> = partition(),
  step = 0,
): Piece => ({
  faults: [
    { name, args, step, phase: "injected", at: from, struck: service() },
    { name, args, step, phase: "healed", at: until, struck: service() },
  ],
});

/** A connection of the service, closed when a time is given. */
export const connection = (id: number, dialledAt: number, closedAt?: number): Piece => {
  const event = (phase: "dialled" | "closed", at: number) => ({
    by: service(),
    dependency: "postgres",
    connection: id,
    phase,
    at,
  });
  const events =
    closedAt === undefined ? [event("dialled", dialledAt)] : [event("dialled", dialledAt), event("closed", closedAt)];
  return { connections: { events, before: [], after: [] } };
};

/** The end of a life. */
export const exited = (at: number, how: "killed" | "ended" | "crashed", asked = true): Piece => ({
  exits: [{ by: service(), at, asked, how, reason: how }],
});
