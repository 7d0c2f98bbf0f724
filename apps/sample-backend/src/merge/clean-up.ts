import { removeTemporary } from "../cutting/remove-temporary.ts";
import type { Services } from "../services.ts";
import { piecesPrefix, resultsPrefix } from "../store/keys.ts";
import type { MergeClaim } from "./merge-claim.ts";

const kept = { name: "kept-results", text: "select result_key as key from chunks where job = $1" };

/** Removes what only the work on a job needed: its pieces, results that no row refers to, temporary files. */
export async function cleanUp(
  { database, store, config }: Services,
  { job }: MergeClaim,
  signal: AbortSignal,
): Promise<void> {
  await store.deleteAll(piecesPrefix(job), signal);
  const rows = await database.read<{ key: string | null }>(kept, [job]);
  const referred = new Set(rows.map(({ key }) => key));
  for (const key of await store.list(resultsPrefix(job), signal))
    if (!referred.has(key)) await store.delete(key, signal);
  await removeTemporary(config.tmpDir, job);
}
