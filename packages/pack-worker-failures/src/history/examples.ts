import { examplesOf, type Piece } from "@chaos-packs/contract/example";
import type { ReplicaId } from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";
import type { ChunksSaid, Item } from "./jobs-seen.ts";

/** A life of a worker. */
export const worker = (index: number, incarnation = 1): ReplicaId => ({ role: "worker", index, incarnation });

/** The pieces of examples; the target is a small one, and worker 1 does what nobody else is said to have done. */
export const { historyOf, faultless, did, looked, planted, saw, struck, exited } = examplesOf(jobs, {
  by: worker(1),
  traits: {
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
  },
});

/** The scope of chunk `chunk` of a job; 0: of the job itself. */
export const work = (chunk: number, job = "j") => (chunk === 0 ? { job } : { job, chunk });

/** A job taken on at 0 ms. */
export const submit = (chunks: number, job = "j"): Piece =>
  did("submit", { kind: "document", chunks }, { from: 0, until: 0 }, { job });

type ChunkState = ChunksSaid["chunks"][number]["status"];

/** How a job is said to be at a time, with its chunks in order. */
export function said(
  at: number,
  chunks: readonly ChunkState[],
  rest: Partial<Pick<ChunksSaid, "status" | "error" | "job">> & { chunkError?: string; stale?: number } = {},
): Piece {
  const { status = "working", error = null, chunkError = null, stale, job = "j" } = rest;
  const count = (wanted: ChunkState): number => chunks.filter((each) => each === wanted).length;
  return did(
    "chunks",
    { job },
    { from: at - 1, until: at },
    {
      job,
      status,
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
    },
  );
}

/** The upstream answers a chunk with one page. */
export const answer = (at: number, chunk: number, text = `text ${chunk}`): Piece =>
  saw("work starts", work(chunk), at, { detail: { pages: [{ page: 1, text }] } });

/** The items of answered chunks. */
export const items = (...chunks: readonly number[]): { items: readonly Item[] } => ({
  items: chunks.map((chunk) => ({ name: `page ${chunk}`, value: `text ${chunk}`, chunk, page: chunk })),
});
