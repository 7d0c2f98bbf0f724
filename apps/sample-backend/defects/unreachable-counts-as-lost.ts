import { defineBackendDefect } from "./backend-defect.ts";

const references = {
  name: "result-references",
  text: "select chunk, result_key as key from chunks where job = $1 and status = 'completed' order by chunk",
};
const redone = {
  name: "redo-lost",
  text: `update chunks set status = 'pending', error = 'its result was lost', discarded = fence, result_key = null, result_sum = null, not_before = now()
    where job = $1 and chunk = any($2::integer[])`,
};

export const defect = defineBackendDefect({
  name: "unreachable-counts-as-lost",
  mistake: "A recovery checks that the results are there, and takes any error of the store for a result that is lost",
  expected: ["worker-failures/recovery-with-store-down"],
  swap: (sound) => ({
    async resumeJob(services, job, id) {
      const { database, store } = services;
      const lost: number[] = [];
      for (const { chunk, key } of await database.read<{ chunk: number; key: string }>(references, [job])) {
        const object = await store.get(key).catch(() => undefined);
        if (!object) lost.push(chunk);
      }
      await database.query(redone, [job, lost]);
      return sound.resumeJob(services, job, id);
    },
  }),
});
