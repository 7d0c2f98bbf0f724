import * as z from "zod/mini";

const whole = z.int().check(z.minimum(0));
const positive = z.int().check(z.minimum(1));

/** What `POST /jobs` takes. */
export const submission = z.object({
  kind: z.enum(["document", "recording"]),
  chunks: z.int().check(z.minimum(1), z.maximum(10_000)),
  concurrency: z.optional(positive),
  autoRecover: z._default(z.boolean(), true),
  busyMs: z._default(whole, 0),
});
export type Submission = z.infer<typeof submission>;

/** The id of a job, in paths. */
export const jobId = z.uuid();

/** What `POST /jobs` answers. */
export const submitted = z.object({ job: jobId });

const chunkStatus = z.enum(["pending", "processing", "completed", "failed"]);

/** What `GET /jobs/{job}` answers. */
export const jobStatus = z.object({
  job: jobId,
  status: z.enum(["pending", "cutting", "processing", "merging", "done", "failed"]),
  error: z.nullable(z.string()),
  total: whole,
  counts: z.object({ pending: whole, processing: whole, completed: whole, failed: whole }),
  chunks: z.array(
    z.object({
      chunk: positive,
      status: chunkStatus,
      attempts: whole,
      error: z.nullable(z.string()),
      stale: z.boolean(),
    }),
  ),
});
export type JobStatus = z.infer<typeof jobStatus>;

/** What `POST /jobs/{job}/retry` answers. */
export const retried = z.object({ retried: whole });
/** What `POST /jobs/{job}/recover` answers. */
export const recovered = z.object({ recovered: z.boolean() });

/** What `GET /jobs/{job}/result` answers. */
export const jobResult = z.object({ boxes: z.array(z.object({ chunk: positive, page: positive, text: z.string() })) });

/** What `GET /orphans` answers. */
export const orphans = z.object({
  rowsWithoutObject: z.array(z.string()),
  objectsWithoutRow: z.array(z.string()),
  chunksWithoutDocument: z.array(z.string()),
});
export type Orphans = z.infer<typeof orphans>;

/** What a refused or failed request is answered with. */
export const problem = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
