import type { Services } from "../services.ts";
import { resultKey } from "../store/keys.ts";
import type { Page } from "../upstreams/upstreams.ts";
import type { ChunkClaim } from "./chunk-claim.ts";
import type { StoredResult } from "./stored-result.ts";

/** Stores the result of a chunk under a key of this claim's own. */
export async function storeResult(
  { store }: Services,
  { job, chunk, fence }: ChunkClaim,
  pages: readonly Page[],
  signal: AbortSignal,
): Promise<StoredResult> {
  const key = resultKey(job, chunk, fence);
  const sum = await store.put(key, Buffer.from(JSON.stringify({ job, chunk, pages })), signal);
  return { key, sum };
}
