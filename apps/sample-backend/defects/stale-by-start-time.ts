import { countChunks } from "../src/jobs/count-chunks.ts";
import type { JobStatus } from "../src/jobs/schemas.ts";
import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const started = {
  name: "note-start",
  text: "with started as (update chunks set not_before = now() where job = $1 and chunk = $2 and fence = $3 returning chunk) select chunk from started",
};
const status = {
  name: "job-status-by-start",
  text: `select j.id as job, j.status, j.error, j.total,
      coalesce((select json_agg(json_build_object('chunk', c.chunk, 'status', c.status, 'attempts', c.attempts, 'error', c.error,
        'stale', c.status = 'processing' and c.not_before < now() - make_interval(secs => $2)) order by c.chunk) from chunks c where c.job = j.id), '[]') as chunks
    from jobs j where j.id = $1`,
};

export const defect = defineBackendDefect({
  name: "stale-by-start-time",
  mistake: "A chunk is called stale when it was started a lease ago, however recently its worker has heartbeated",
  expected: ["worker-failures/stale-chunk-detected"],
  swap: (sound) => ({
    async claimChunk(services: Services) {
      const claim = await sound.claimChunk(services);
      if (claim) await services.database.query(started, [claim.job, claim.chunk, claim.fence]);
      return claim;
    },
    async readStatus({ database, config }: Services, job: string) {
      const [row] = await database.read<Omit<JobStatus, "counts">>(status, [job, config.leaseMs / 1000]);
      return row && { ...row, counts: countChunks(row.chunks) };
    },
  }),
});
