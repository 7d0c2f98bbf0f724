import { randomId } from "../random.ts";
import type { Services } from "../services.ts";
import { sourceKey } from "../store/keys.ts";
import type { Submission } from "./schemas.ts";
import { sourceOf } from "./source-of.ts";

const submitted = {
  name: "submit-job",
  text: "insert into jobs (id, kind, wanted, concurrency, auto_recover, busy_ms, source_sum) values ($1, $2, $3, $4, $5, $6, $7)",
};

/** Takes on a job: its source is stored before its row, so that a row never stands without one. */
export async function submitJob(
  { database, store }: Services,
  { kind, chunks, concurrency, autoRecover, busyMs }: Submission,
): Promise<string> {
  const job = randomId();
  const sum = await store.put(sourceKey(job), sourceOf(kind, chunks));
  await database.query(submitted, [job, kind, chunks, concurrency ?? null, autoRecover, busyMs, sum]);
  return job;
}
