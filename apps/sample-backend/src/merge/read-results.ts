import type { Services } from "../services.ts";
import type { Page } from "../upstreams/upstreams.ts";

/** What the upstream answered for a chunk. */
export interface ChunkPages {
  readonly chunk: number;
  readonly pages: readonly Page[];
}

/** The results of a job, and the chunks whose result is gone or damaged. */
export interface Results {
  readonly chunks: readonly ChunkPages[];
  readonly broken: readonly number[];
}

const references = {
  name: "result-references",
  text: "select chunk, result_key as key, result_sum as sum from chunks where job = $1 and status = 'completed' order by chunk",
};

/** Reads every result of a job and checks it against the checksum in its row. */
export async function readResults({ database, store }: Services, job: string, signal: AbortSignal): Promise<Results> {
  const rows = await database.read<{ chunk: number; key: string | null; sum: string | null }>(references, [job]);
  const chunks: ChunkPages[] = [];
  const broken: number[] = [];
  for (const { chunk, key, sum } of rows) {
    const object = key ? await store.get(key, signal) : undefined;
    if (object && object.sum === sum)
      chunks.push({ chunk, pages: (JSON.parse(object.bytes.toString()) as ChunkPages).pages });
    else broken.push(chunk);
  }
  return { chunks, broken };
}
