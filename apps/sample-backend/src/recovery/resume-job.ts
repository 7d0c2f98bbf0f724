import type { Services } from "../services.ts";

const resumed = {
  name: "resume-job",
  text: `with freed as (
    update jobs set recovery_owner = null, recovery_beat = null,
      status = case
        when owner is null or beat >= now() - make_interval(secs => $3) then status
        when status = 'cutting' then 'pending'
        when status = 'merging' and not merged then 'processing'
        else status end,
      owner = case when beat < now() - make_interval(secs => $3) then null else owner end,
      fence = case when beat < now() - make_interval(secs => $3) then fence + 1 else fence end
    where id = $1 and recovery_owner = $2
    returning id
  ), taken_up as (
    update chunks set status = 'pending', interrupted = false, not_before = now()
    from freed where chunks.job = freed.id and chunks.status = 'failed' and interrupted
    returning chunks.chunk
  )
  select freed.id as job, (select count(*)::integer from taken_up) as resumed from freed`,
};

/** Puts everything of a job that was interrupted back to work: its chunks, or the phase in which its worker died. */
export async function resumeJob({ database, config }: Services, job: string, id: string): Promise<number | undefined> {
  const [row] = await database.query<{ resumed: number }>(resumed, [job, id, config.leaseMs / 1000]);
  return row?.resumed;
}
