import {
  array,
  boolean,
  type CapabilitySpec,
  integer,
  nullable,
  number,
  object,
  oneOf,
  record,
  string,
} from "@chaos-packs/contract/pack";

const job = object({ job: string({ description: "id of the job" }) });
const jobScope = object({ job: string() });
/** Of a service that does not cut its jobs, only the job. */
const workScope = object({ job: string() }, { chunk: integer({ minimum: 1 }) });
const chunkScope = object({ job: string(), chunk: integer({ minimum: 1 }) });

/** What a job is like; a service leaves aside what it has no use for. */
const shape = {
  kind: oneOf("document", "recording"),
  chunks: integer({ minimum: 1, description: "into how many the job can be cut, numbered from 1" }),
  concurrency: integer({ minimum: 1, description: "chunks under way at the same time; default: no bound" }),
  autoRecover: boolean({ description: "true (default): stale chunks are taken up again without being asked" }),
};

/** What a chunk can be. `failed`: its worker died or its bounded tries are used up; it waits for a retry or a recovery. */
const chunkStatus = oneOf("pending", "processing", "completed", "failed");
/** What a job can be. `failed` is a clear error state, with `error` saying why. */
const jobStatus = oneOf("pending", "working", "done", "failed");

const item = object(
  {
    name: string({ description: "no other item of the job has it: what comes twice under one name is a duplicate" }),
    value: string({ description: "the same each time that the job is done" }),
  },
  {
    chunk: integer({ minimum: 1 }),
    page: integer({ minimum: 1, description: "counted through the whole document, from 1" }),
  },
);

const stale = boolean({
  description: "the lease of its worker has run out: until another has claimed it, also when it is failed by then",
});

const said = { job: string(), status: jobStatus };
const why = { error: nullable(string()) };
const status = object(said, why);
const chunks = object({
  ...said,
  ...why,
  total: integer({ minimum: 0, description: "chunks; 0 until the job has been cut" }),
  counts: object({ pending: integer(), processing: integer(), completed: integer(), failed: integer() }),
  chunks: array(
    object({
      chunk: integer({ minimum: 1 }),
      status: chunkStatus,
      attempts: integer({ minimum: 0 }),
      error: nullable(string()),
      stale,
    }),
  ),
});

const orphans = object({
  rowsWithoutObject: array(string({ description: "key of the object that is gone" })),
  objectsWithoutRow: array(string({ description: "key of the object that nothing refers to" })),
  chunksWithoutDocument: array(string({ description: "job/chunk" })),
});

/** What a service can have of `jobs`; see there. What reads histories by it stands below it. */
export const partsOfJobs = {
  name: "jobs",
  description: "Jobs that workers take up, do, and finish, whole or in chunks",
  operations: {
    submit: {
      description: "Takes on a job. A service leaves aside what it has no use for.",
      input: object({}, shape),
      output: job,
    },
    submitComputing: {
      description: "Takes on a job in which workers compute for a while; else as `submit`.",
      input: object(
        {
          busyMs: integer({
            minimum: 0,
            description:
              "a worker computes for so long in a synchronous loop in each chunk, after the upstream has answered",
          }),
        },
        { ...shape },
      ),
      output: job,
    },
    status: { description: "How far a job is.", input: job, output: status, idempotent: true },
    chunks: {
      description: "How far a job is, chunk by chunk in order. Asked in the place of `status` where it is offered.",
      input: job,
      output: chunks,
      idempotent: true,
    },
    retry: {
      description: "Sends failed and pending chunks on again; a job in error goes on.",
      input: job,
      output: object({ retried: integer({ minimum: 0 }) }),
    },
    recover: {
      description:
        "Takes up a job whose work was interrupted. recovered: false when there was nothing to do or another recovery has it.",
      input: job,
      output: object({ recovered: boolean() }),
      idempotent: true,
    },
    result: {
      description: "What the job has made, in order; empty until it is done.",
      input: job,
      output: object({ items: array(item) }),
      idempotent: true,
    },
    orphans: {
      description: "What the service itself finds to be orphaned.",
      input: object({}),
      output: orphans,
      idempotent: true,
    },
  },
  observations: {
    progress: {
      description:
        "What is durably stored: how many chunks are marked completed, and how many of those marked have their result there and intact.",
      input: job,
      output: object({ total: integer(), marked: integer(), stored: integer() }),
    },
    items: {
      description: "What the job has made, as any reader of the database sees it now.",
      input: job,
      output: object({ items: array(item) }),
    },
    consistency: {
      description: "Orphans of the three kinds, found by looking at database and store.",
      input: object({}),
      output: orphans,
    },
    leftovers: {
      description: "What a dead worker may leave behind: its temporary files, and leases that have run out.",
      input: object({}),
      output: object({ files: array(string()), leases: integer() }),
    },
    memory: {
      description: "Memory in use by the workers after garbage collection, bytes; only running ones count.",
      input: object({}),
      output: object({ bytesByReplica: record(number()) }),
      measures: "memory",
    },
    events: {
      description:
        "Events as a subscriber gets them. Types: recovery.started, recovery.resumed, recovery.completed, recovery.failed, job.completed, job.failed.",
      output: object(
        { type: string(), job: string(), at: string({ description: "ISO time" }) },
        { resumed: integer(), reason: string(), total: integer() },
      ),
      stream: true,
    },
    "publish failures": {
      description: "Lines of the service's log that say that an event could not be published; their words are its own.",
      output: object({ role: string(), text: string() }),
      stream: true,
    },
    alerts: {
      description: "Warnings and errors of the service's log.",
      output: object({ role: string(), text: string() }),
      stream: true,
    },
  },
  arrangements: {
    "lose object": {
      description: "Deletes an object from the store.",
      input: object({ job: string(), object: oneOf("source", "piece", "result") }, { chunk: integer({ minimum: 1 }) }),
      output: object({ key: string() }),
    },
    "corrupt object": {
      description: "Flips bytes of an object in the store; its length stays.",
      input: object({ job: string(), object: oneOf("source", "piece", "result") }, { chunk: integer({ minimum: 1 }) }),
      output: object({ key: string() }),
    },
    "lose all objects": {
      description: "Deletes every piece and result of a job; the source stays.",
      input: job,
      output: object({ keys: array(string()) }),
    },
    "plant orphans": {
      description:
        "Makes orphans of the three kinds beside a job that is done; tells their names as `orphans` lists them.",
      input: object({ rowsWithoutObject: integer(), objectsWithoutRow: integer(), chunksWithoutDocument: integer() }),
      output: orphans,
    },
    contradict: {
      description:
        "Makes the rows of a finished job contradict each other: done, chunks completed, results and items gone.",
      input: job,
      output: object({}),
    },
    cutter: {
      description: "How the cutter behaves from now on: as it should, exiting with an error, or hanging.",
      input: object({ how: oneOf("works", "fails", "hangs") }),
      output: object({}),
    },
  },
  traits: {
    redeliveryMs: {
      description: "longest time until work that lost its worker is given out again, to whoever takes it",
      unit: "ms",
    },
    redeliveries: {
      description: "most times that work is given out again because its worker died, before it is failed for that",
      unit: "count",
    },
    leaseMs: { description: "work whose last heartbeat is older is stale", unit: "ms" },
    heartbeatMs: { description: "time between two heartbeats of the same work", unit: "ms" },
    statusWithinMs: { description: "longest time of a status request", unit: "ms" },
    eventWithinMs: { description: "longest time from a cause to its event", unit: "ms" },
    upstreamTimeoutMs: { description: "how long a worker waits for the upstream", unit: "ms" },
    cutterTimeoutMs: { description: "how long a worker waits for the cutter", unit: "ms" },
    chunkAttempts: { description: "most calls to the upstream for one chunk before it is failed", unit: "count" },
    cutAttempts: { description: "most runs of the cutter for one job before it is failed", unit: "count" },
    graceMs: { description: "how long a stop may take", unit: "ms" },
    recoverySlackMs: { description: "longest time from a death to the end of the job, beyond the lease", unit: "ms" },
    memoryGrowth: { description: "most growth of memory through a recovery, of what it was", unit: "ratio" },
  },
  moments: {
    "cutting starts": { description: "a worker reads the job's source to cut it", scope: jobScope },
    "piece is stored": { description: "a cut piece is written to the store", scope: chunkScope },
    "chunks are planned": {
      description: "the chunks of a job become durable, all at once (a commit)",
      scope: jobScope,
    },
    "work is claimed": {
      description: "a worker has a job, or a chunk of it (edge after: its claim is durable)",
      scope: workScope,
    },
    "work starts": {
      description:
        "a worker begins the work itself, such as asking the upstream to serve a chunk; where the upstream's answer is to be compared with the result, detail at edge after: { pages: [{ page, text }] } as the upstream answered, pages counted within the chunk",
      scope: workScope,
    },
    "work heartbeats": { description: "a worker renews its lease of the work", scope: workScope },
    "result is stored": { description: "the result of the work is written to where it lasts", scope: workScope },
    "work completes": {
      description: "the work is marked completed (edge after without error: it is durable)",
      scope: workScope,
    },
    "work fails": {
      description: "the work is marked failed, or taken from a worker whose lease ran out (edge after)",
      scope: workScope,
    },
    "merge starts": { description: "a worker has the merge of a job (edge after)", scope: jobScope },
    "merge inserts": { description: "items of a chunk are inserted, in the merge's transaction", scope: chunkScope },
    "merge commits": { description: "the merge's transaction commits", scope: jobScope },
    "job finalizes": { description: "after its merge a job is marked done", scope: jobScope },
    "recovery starts": {
      description: "a recovery of a job has been taken on (edge after: by this replica and no other)",
      scope: jobScope,
    },
    "event is published": {
      description: "an event goes out; detail: the event",
      scope: object({ job: string(), type: string() }),
    },
    "worker is idle": { description: "a worker asked for work and there was none (edge after)", scope: object({}) },
  },
  redelivery: { trait: "redeliveryMs", moment: "work starts" },
} as const satisfies CapabilitySpec;
