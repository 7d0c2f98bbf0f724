import {
  array,
  boolean,
  type CapabilitySpec,
  integer,
  nullable,
  object,
  oneOf,
  record,
  string,
} from "@chaos-packs/contract/pack";

const key = string({ description: "names one record" });
const keyScope = object({ key: string() });
const write = object({ key, value: string() });
const idempotencyKey = string({
  description: "names this wish: the same wish again has no second effect and is answered as it was the first time",
});
const written = object({ keys: array(key) });

/** What a target may offer of `queries`, without what is judged by it. */
export const partsOfQueries = {
  name: "queries",
  description: "Reads and writes that go to a database through a pool of connections",
  operations: {
    read: {
      description: "The value of a record, by one query; null when there is none.",
      input: object({ key }),
      output: object({ value: nullable(string()) }),
      idempotent: true,
    },
    write: {
      description: "Makes a record. 409 when another wish has made one of this key.",
      input: object({ key, value: string(), idempotencyKey }),
      output: object({ key }),
      idempotent: true,
    },
    transaction: {
      description: "Makes several records in one transaction, one statement after the other in the given order.",
      input: object({ writes: array(write), idempotencyKey }),
      output: written,
      idempotent: true,
    },
    batch: {
      description: "Makes many records, all or none, each by an insert of its own.",
      input: object({ writes: array(write), idempotencyKey }),
      output: written,
      idempotent: true,
    },
    add: {
      description:
        "Reads each counter and then adds `amount` to it, in one transaction, one counter after the other in the given order. A counter begins at 0.",
      input: object(
        { keys: array(key), amount: integer(), idempotencyKey },
        { isolation: oneOf("read committed", "serializable") },
      ),
      output: object({ totals: array(integer()) }),
      idempotent: true,
    },
    slow: {
      description: "A query that takes the server so many ms and changes nothing. 504 when the query timeout ends it.",
      input: object({ key, ms: integer({ minimum: 0 }) }),
      output: object({}),
      idempotent: true,
    },
    cachedRead: {
      description:
        "A read that asks the database, and answers with what it read before, marked stale, when that fails or takes longer than cachedWithinMs.",
      input: object({ key }),
      output: object({ value: nullable(string()), stale: boolean() }),
      idempotent: true,
    },
    scopedRead: {
      description:
        "A read for one tenant: for this request alone it changes the settings of its session (`scope` becomes one of them), reads by one query, and leaves them as they were.",
      input: object({ key, scope: string() }),
      output: object({ value: nullable(string()) }),
      idempotent: true,
    },
    session: {
      description: "The settings that a request finds in the session of the connection it was given, by name.",
      input: object({}),
      output: object({ settings: record(string()) }),
      idempotent: true,
    },
    leak: {
      description:
        "For tests: reads a record and keeps the connection for ever, as a broken handler does. `takenIn` is a text that tells the place of the handler in a report (its function, its file).",
      input: object({ key }),
      output: object({ takenIn: string() }),
    },
    poolStats: {
      description: "What the pool says of itself, without asking the database.",
      input: object({}),
      output: object({
        size: integer({ minimum: 1, description: "connections that it keeps" }),
        total: integer({ minimum: 0, description: "connections that it has now" }),
        idle: integer({ minimum: 0, description: "of these, those that nobody has checked out" }),
        waiting: integer({ minimum: 0, description: "requests that wait for one" }),
        circuit: oneOf("closed", "open", "half-open"),
      }),
      idempotent: true,
    },
    health: {
      description:
        "How the service is, without waiting for the database: degraded while it cannot be reached or connections cannot be had.",
      input: object({}),
      output: object({ status: oneOf("ok", "degraded") }),
      idempotent: true,
    },
  },
  observations: {
    records: {
      description: "All records as any reader of the database sees them now, each as often as it is there.",
      input: object({}),
      output: object({ records: array(write) }),
    },
    counters: {
      description: "All counters as any reader of the database sees them now.",
      input: object({}),
      output: object({ counters: record(integer()) }),
    },
    sessions: {
      description: "The service's sessions as the server itself counts them now; the harness's own are left out.",
      input: object({}),
      output: object({
        open: integer({ minimum: 0 }),
        active: integer({ minimum: 0, description: "a statement of theirs is running or waits for a lock" }),
        inTransaction: integer({ minimum: 0, description: "idle, with a transaction open" }),
        waiting: integer({ minimum: 0, description: "of the active, those that wait for a lock" }),
      }),
    },
    alerts: {
      description: "Warnings and errors of the service's log; a leaked connection's with where it was taken.",
      output: object({ role: string(), text: string() }),
      stream: true,
    },
  },
  arrangements: {},
  traits: {
    poolSize: { description: "connections that the pool keeps", unit: "count" },
    poolMost: {
      description: "most connections that it ever has, overflow counted",
      unit: "count",
      connectionsOf: "query runs",
    },
    overflowAfterMs: {
      description: "no request waits less than this before an extra connection is opened",
      unit: "ms",
    },
    overflowIdleMs: { description: "an extra connection that has been idle for so long is closed", unit: "ms" },
    acquireTimeoutMs: { description: "longest time that a request waits for a connection", unit: "ms" },
    connectTimeoutMs: { description: "longest time that opening a connection may take", unit: "ms" },
    queryTimeoutMs: {
      description: "longest time of one statement, in the server and without any answer from it",
      unit: "ms",
    },
    lockTimeoutMs: { description: "longest time that a statement waits for a lock", unit: "ms" },
    idleTransactionMs: { description: "a transaction without a statement for so long is ended", unit: "ms" },
    unavailableStatus: {
      description:
        "HTTP status of a request that gets no connection or no database, told apart from a bug of the service: 503",
      unit: "count",
    },
    idempotencyKeptMs: {
      description: "how long an idempotency key is known; no promise: keys are not looked at",
      unit: "ms",
    },
    tries: { description: "most times that one request runs its statement or transaction", unit: "count" },
    backoffBaseMs: { description: "nominal pause after the first of several failures in a row", unit: "ms" },
    backoffFactor: { description: "by how much the nominal pause grows with each further failure", unit: "ratio" },
    backoffMostMs: { description: "most that the nominal pause grows to", unit: "ms" },
    backoffJitter: {
      description: "each pause is drawn from (1 − this) to 1 times the nominal one; more than 0.3",
      unit: "ratio",
    },
    circuitThreshold: { description: "requests in a row that find no connection, and open the circuit", unit: "count" },
    circuitOpenMs: { description: "how long the circuit stays open before it lets one request try", unit: "ms" },
    failFastMs: { description: "longest time to refuse what cannot be served at once", unit: "ms" },
    healthWithinMs: { description: "longest time of a health request", unit: "ms" },
    cancelWithinMs: {
      description: "longest time until the query of a client that hung up has ended in the server",
      unit: "ms",
    },
    cachedWithinMs: { description: "longest time of a cached read that has something to fall back on", unit: "ms" },
    leakAfterMs: {
      description: "a connection that is checked out with no statement under way for so long is leaked",
      unit: "ms",
    },
    reconnectWithinMs: {
      description: "longest time from the return of the database until requests are served again",
      unit: "ms",
    },
    graceMs: { description: "how long a stop may take", unit: "ms" },
    slackMs: { description: "what the service itself may take beyond each of these bounds", unit: "ms" },
  },
  moments: {
    "query runs": {
      description: "the one query of a read, a cached read, a scoped read or a leak, each try of it",
      scope: keyScope,
    },
    "slow query runs": { description: "the query of a slow operation", scope: object({}, { key: string() }) },
    "write runs": {
      description:
        "an insert of a record by a write, a transaction or a batch, or the setting of a counter by an add; each try of each key",
      scope: keyScope,
    },
    "write commits": {
      description:
        "the commit of what `write runs` has done, by whatever makes it durable; its key is the first that was written",
      scope: keyScope,
    },
  },
} as const satisfies CapabilitySpec;
