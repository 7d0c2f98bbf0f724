import type { Services } from "../services.ts";
import { countChunks } from "./count-chunks.ts";
import type { JobStatus } from "./schemas.ts";

// One statement, so that job and chunks are of one snapshot and the counts add up.
const status = {
  name: "job-status",
  text: `select j.id as job, j.status, j.error, j.total,
      (j.status = 'done' and j.boxes <> (select count(*) from bounding_boxes where job = j.id)) as torn,
      coalesce((select json_agg(json_build_object('chunk', c.chunk, 'status', c.status, 'attempts', c.attempts, 'error', c.error,
        'stale', c.interrupted or (c.status = 'processing' and c.beat < now() - make_interval(secs => $2))) order by c.chunk) from chunks c where c.job = j.id), '[]') as chunks
    from jobs j where j.id = $1`,
};

/** How far a job is; undefined when there is no such job. It needs nothing but the database. */
export async function readStatus(services: Services, job: string): Promise<JobStatus | undefined> {
  const { database, config, parts } = services;
  const read = async () =>
    (await database.read<Omit<JobStatus, "counts"> & { torn: boolean }>(status, [job, config.leaseMs / 1000]))[0];
  let row = await read();
  if (row?.torn) {
    await parts.checkConsistency(services, job);
    row = await read();
  }
  if (!row) return undefined;
  const { torn: _, ...rest } = row;
  return { ...rest, counts: countChunks(rest.chunks) };
}
