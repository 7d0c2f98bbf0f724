import { type ChunkRow, diffOrphans, type JobRow } from "../src/orphans/diff-orphans.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const rows = {
  name: "orphan-rows-one-way",
  text: `select coalesce((select json_agg(json_build_object('job', id, 'status', status)) from jobs), '[]') as jobs,
    coalesce((select json_agg(json_build_object('job', job, 'chunk', chunk, 'status', status, 'pieceKey', piece_key, 'resultKey', result_key)) from chunks), '[]') as chunks`,
};

export const defect = defineBackendDefect({
  name: "orphan-scan-one-way",
  mistake:
    "The search for orphans goes from rows to objects alone: the objects of a job without a row are never listed",
  expected: ["worker-failures/orphans-are-detected"],
  swap: () => ({
    async findOrphans({ database, store }: Services) {
      const [found] = await database.read<{ jobs: JobRow[]; chunks: ChunkRow[] }>(rows);
      const { jobs = [], chunks = [] } = found ?? {};
      const keys = await Promise.all(jobs.map(({ job }) => store.list(`jobs/${job}/`)));
      return diffOrphans(jobs, chunks, keys.flat());
    },
  }),
});
