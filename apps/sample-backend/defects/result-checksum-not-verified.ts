import type { ChunkPages, Results } from "../src/merge/read-results.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const references = {
  name: "result-references",
  text: "select chunk, result_key as key from chunks where job = $1 and status = 'completed' order by chunk",
};

export const defect = defineBackendDefect({
  name: "result-checksum-not-verified",
  mistake: "The merge takes each result as it is read from the store, without a look at its checksum",
  expected: ["worker-failures/corrupted-chunk-object"],
  swap: () => ({
    async readResults({ database, store }, job, signal): Promise<Results> {
      const chunks: ChunkPages[] = [];
      const broken: number[] = [];
      for (const { chunk, key } of await database.read<{ chunk: number; key: string }>(references, [job])) {
        const object = await store.get(key, signal);
        if (object) chunks.push({ chunk, pages: (JSON.parse(object.bytes.toString()) as ChunkPages).pages });
        else broken.push(chunk);
      }
      return { chunks, broken };
    },
  }),
});
