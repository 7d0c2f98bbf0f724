import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const resumed = {
  name: "resume-after-the-last",
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
      and chunks.chunk > (select coalesce(max(chunk), 1) from chunks where job = $1 and status = 'completed')
    returning chunks.chunk
  )
  select freed.id as job, (select count(*)::integer from taken_up) as resumed from freed`,
};

export const defect = defineBackendDefect({
  name: "recovery-resumes-after-the-last",
  mistake: "A recovery resumes after the last completed chunk, and where none is completed after the first",
  expected: ["worker-failures/recovery-from-nothing"],
  swap: () => ({
    async resumeJob({ database, config }: Services, job: string, id: string) {
      const [row] = await database.query<{ resumed: number }>(resumed, [job, id, config.leaseMs / 1000]);
      return row?.resumed;
    },
  }),
});
