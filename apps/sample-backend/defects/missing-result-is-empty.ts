import type { ChunkPages, Results } from "../src/merge/read-results.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const references = {
  name: "result-references",
  text: "select chunk, result_key as key, result_sum as sum from chunks where job = $1 and status = 'completed' order by chunk",
};

export const defect = defineBackendDefect({
  name: "missing-result-is-empty",
  mistake: "A result that is not in the store is taken for a chunk without boxes",
  expected: ["worker-failures/missing-chunk-object", "worker-failures/all-objects-lost"],
  swap: () => ({
    async readResults({ database, store }, job, signal): Promise<Results> {
      const chunks: ChunkPages[] = [];
      const broken: number[] = [];
      for (const { chunk, key, sum } of await database.read<{ chunk: number; key: string; sum: string }>(references, [
        job,
      ])) {
        const object = await store.get(key, signal);
        if (!object) chunks.push({ chunk, pages: [] });
        else if (object.sum === sum)
          chunks.push({ chunk, pages: (JSON.parse(object.bytes.toString()) as ChunkPages).pages });
        else broken.push(chunk);
      }
      return { chunks, broken };
    },
  }),
});
