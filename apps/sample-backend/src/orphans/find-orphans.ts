import type { Orphans } from "../jobs/schemas.ts";
import type { Services } from "../services.ts";
import { type ChunkRow, diffOrphans, type JobRow } from "./diff-orphans.ts";

const rows = {
  name: "orphan-rows",
  text: `select coalesce((select json_agg(json_build_object('job', id, 'status', status)) from jobs), '[]') as jobs,
    coalesce((select json_agg(json_build_object('job', job, 'chunk', chunk, 'status', status, 'pieceKey', piece_key, 'resultKey', result_key)) from chunks), '[]') as chunks`,
};

/** Compares what the database refers to with what the store holds. */
export async function findOrphans({ database, store }: Services): Promise<Orphans> {
  // The store first: what is stored and marked in between is then no orphan.
  const keys = await store.list("jobs/");
  const [found] = await database.read<{ jobs: JobRow[]; chunks: ChunkRow[] }>(rows);
  return diffOrphans(found?.jobs ?? [], found?.chunks ?? [], keys);
}
