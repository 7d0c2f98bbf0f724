import * as z from "zod/mini";

const key = z.string().check(z.minLength(1), z.maxLength(200));
const keyValue = z.object({ key, value: z.string() });
export type KeyValue = z.infer<typeof keyValue>;

/** The header that names a wish. */
export const idempotencyKey = z.string().check(z.minLength(1), z.maxLength(200));
/** A key, in paths. */
export const recordKey = key;
/** The header that names a tenant. */
export const scope = z.string().check(z.minLength(1), z.maxLength(200));

/** What `POST /records` takes. */
export const newRecord = keyValue;
/** What `POST /records` answers. */
export const madeRecord = z.object({ key });

/** What `POST /transactions` and `POST /batches` take. */
export const newRecords = z.object({ writes: z.array(keyValue).check(z.minLength(1), z.maxLength(10_000)) });
/** What they answer. */
export const madeRecords = z.object({ keys: z.array(key) });

/** What `POST /additions` takes. */
export const addition = z.object({
  keys: z.array(key).check(z.minLength(1), z.maxLength(1_000)),
  amount: z.int(),
  isolation: z.optional(z.enum(["read committed", "serializable"])),
});
export type Addition = z.infer<typeof addition>;
/** What `POST /additions` answers. */
export const totals = z.object({ totals: z.array(z.int()) });

/** What `GET /records/{key}` answers. */
export const record = z.object({ value: z.nullable(z.string()) });
/** What `GET /records/{key}/cached` answers. */
export const cachedRecord = z.object({ value: z.nullable(z.string()), stale: z.boolean() });

/** How long `POST /sleeps` is to take, and for whom. */
export const nap = z.object({ key, ms: z.int().check(z.minimum(0)) });
/** What answers that have nothing to say say. */
export const nothing = z.object({});

/** What `GET /session` answers. */
export const session = z.object({ settings: z.record(z.string(), z.string()) });

/** What `GET /pool` answers. */
export const poolStats = z.object({
  size: z.int(),
  total: z.int(),
  idle: z.int(),
  waiting: z.int(),
  circuit: z.enum(["closed", "open", "half-open"]),
});
export type PoolStats = z.infer<typeof poolStats>;

/** What `GET /health` answers. */
export const health = z.object({ status: z.enum(["ok", "degraded"]) });
export type Health = z.infer<typeof health>;

/** What `POST /leaks` takes and answers. */
export const leak = z.object({ key });
export const leaked = z.object({ takenIn: z.string() });

/** What a refused or failed request is answered with; numbers tell more. */
export const failed = z.looseObject({ error: z.string(), code: z.string() });
