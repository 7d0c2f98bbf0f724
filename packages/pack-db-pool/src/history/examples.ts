import { examplesOf, type Piece } from "@chaos-packs/contract/example";
import { partition, type ReplicaId } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";

/** A life of the service. */
export const service = (incarnation = 1): ReplicaId => ({ role: "store", index: 0, incarnation });

/** The pieces of examples; the target is a small one, and what strikes it is a partition. */
export const { historyOf, unpromised, did, failed, unanswered, looked, saw, struck, connection, exited } = examplesOf(
  queries,
  {
    by: service(),
    dependency: "postgres",
    fault: partition(),
    traits: {
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
    },
  },
);

/** A read that succeeded. */
export const read = (key: string, from: number, until = from + 1): Piece =>
  did("read", { key }, { from, until }, { value: null });

/** All records are these, each with its own key as its value. */
export const records = (at: number, ...keys: readonly string[]): Piece =>
  looked("records", {}, at, { records: keys.map((key) => ({ key, value: key })) });

/** The server counts the service's sessions. */
export const sessions = (at: number, { open = 2, active = 0, inTransaction = 0, waiting = 0 } = {}): Piece =>
  looked("sessions", {}, at, { open, active, inTransaction, waiting });

/** A statement about a key is on its way to the server. */
export const ran = (moment: keyof (typeof queries)["moments"], key: string, at: number): Piece =>
  saw(moment, { key }, at, { edge: "before" });
