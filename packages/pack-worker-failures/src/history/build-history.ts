import {
  type Edge,
  emptyHistory,
  type Fault,
  type History,
  type Json,
  kill,
  type MomentSeen,
  type ReplicaId,
} from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";
import type { ChunksSaid } from "./jobs-seen.ts";

type Piece = Partial<History>;

/** A life of a worker. */
export const worker = (index: number, incarnation = 1): ReplicaId => ({ role: "worker", index, incarnation });

const traits: Partial<Record<keyof (typeof jobs)["traits"], number>> = {
  redeliveryMs: 500,
  leaseMs: 250,
  heartbeatMs: 50,
  statusWithinMs: 250,
  eventWithinMs: 100,
  upstreamTimeoutMs: 1000,
  cutterTimeoutMs: 200,
  chunkAttempts: 3,
  cutAttempts: 2,
  graceMs: 1000,
  recoverySlackMs: 5000,
  memoryGrowth: 0.1,
};

/** A history made of pieces, for the examples of invariants; its job is `j`, its traits are those of a small target. */
export const historyOf = (...pieces: readonly Piece[]): History => ({
  ...emptyHistory,
  traits: { [jobs.name]: traits },
  operations: pieces.flatMap(({ operations = [] }) => operations),
  observations: pieces.flatMap(({ observations = [] }) => observations),
  arrangements: pieces.flatMap(({ arrangements = [] }) => arrangements),
  moments: pieces.flatMap(({ moments = [] }) => moments),
  faults: pieces.flatMap(({ faults = [] }) => faults),
  exits: pieces.flatMap(({ exits = [] }) => exits),
  endedAt: 10_000,
});

/** A history beside that of a run without faults. */
export const without = ({ operations = [], observations = [] }: Piece, history: History): History => ({
  ...history,
  faultless: { operations, observations },
});

/** An operation that succeeded; `took` ms. */
export const did = (
  name: keyof (typeof jobs)["operations"],
  at: number,
  output: Json,
  { job = "j", took = 1 }: { job?: string; took?: number } = {},
): Piece => ({
  operations: [
    { client: "client", name, input: { job }, calledAt: at - took, returnedAt: at, result: { status: "ok", output } },
  ],
});

/** A job taken on at 0 ms. */
export const submit = (chunks: number, job = "j"): Piece => ({
  operations: [
    {
      client: "client",
      name: "submit",
      input: { kind: "document", chunks },
      calledAt: 0,
      returnedAt: 0,
      result: { status: "ok", output: { job } },
    },
  ],
});

type ChunkState = ChunksSaid["chunks"][number]["status"];

/** How a job is, with its chunks in order. */
export function said(
  at: number,
  chunks: readonly ChunkState[],
  rest: {
    status?: ChunksSaid["status"];
    error?: string | null;
    chunkError?: string;
    stale?: number;
    job?: string;
  } = {},
): Piece {
  const { status: state = "working", error = null, chunkError = null, stale, job = "j" } = rest;
  const count = (wanted: ChunkState): number => chunks.filter((each) => each === wanted).length;
  const output = {
    job,
    status: state,
    error,
    total: chunks.length,
    counts: {
      pending: count("pending"),
      processing: count("processing"),
      completed: count("completed"),
      failed: count("failed"),
    },
    chunks: chunks.map((each, index) => ({
      chunk: index + 1,
      status: each,
      attempts: 1,
      error: each === "failed" ? chunkError : null,
      stale: stale === index + 1,
    })),
  };
  return did("chunks", at, output, { job });
}

/** Something observed. */
export const looked = (name: keyof (typeof jobs)["observations"], at: number, output: Json, job = "j"): Piece => ({
  observations: [
    { name, during: "probe", input: { job }, calledAt: at - 1, returnedAt: at, result: { status: "ok", output } },
  ],
});

/** A moment of chunk `chunk` (0: of the job itself). */
export const saw = (
  moment: keyof (typeof jobs)["moments"],
  at: number,
  chunk: number,
  rest: { by?: ReplicaId; edge?: Edge; failed?: string; detail?: Json; job?: string } = {},
): { readonly moments: readonly MomentSeen[] } => {
  const { by = worker(1), edge = "after", job = "j", ...more } = rest;
  const scope = chunk === 0 ? { job } : { job, chunk };
  return { moments: [{ capability: jobs.name, moment, scope, edge, at, by, ...more }] };
};

/** The upstream answers a chunk with one page. */
export const answer = (at: number, chunk: number, text = `text ${chunk}`): Piece =>
  saw("work starts", at, chunk, { detail: { pages: [{ page: 1, text }] } });

/** The items of answered chunks. */
export const items = (
  ...chunks: readonly number[]
): { items: { name: string; value: string; chunk: number; page: number }[] } => ({
  items: chunks.map((chunk) => ({ name: `page ${chunk}`, value: `text ${chunk}`, chunk, page: chunk })),
});

/** A fault that strikes worker 1 at a time and is healed at another. */
export const struck = (
  from: number,
  until: number,
  { name, args }: Pick<Fault, "name" | "args"> = kill(),
  step = 0,
): Piece => ({
  faults: [
    { name, args, step, phase: "injected", at: from, struck: worker(1) },
    { name, args, step, phase: "healed", at: until, struck: worker(1) },
  ],
});

/** A state that was planted. */
export const planted = (
  name: keyof (typeof jobs)["arrangements"],
  at: number,
  input: Json,
  output: Json = {},
): Piece => ({
  arrangements: [{ name, at, input, output }],
});

/** The end of a life. */
export const exited = (at: number, how: "killed" | "ended" | "crashed", by = worker(1), asked = true): Piece => ({
  exits: [{ by, at, asked, how, reason: how }],
});
