import type { Services } from "../services.ts";
import { fenceOfKey, resultsPrefix } from "../store/keys.ts";
import type { ChunkClaim } from "./chunk-claim.ts";
import type { StoredResult } from "./stored-result.ts";

/** The intact result that an earlier owner of the chunk has stored but not lived to mark; undefined when there is none. */
export async function findStoredResult(
  { store }: Services,
  { job, chunk, fence, discarded }: ChunkClaim,
  signal: AbortSignal,
): Promise<StoredResult | undefined> {
  if (fence - discarded <= 1) return undefined;
  for (const key of await store.list(`${resultsPrefix(job)}${chunk}-`, signal)) {
    if ((fenceOfKey(key, job, chunk) ?? 0) <= discarded) continue;
    const object = await store.get(key, signal);
    if (object && object.claimedSum === object.sum) return { key, sum: object.sum };
  }
  return undefined;
}
