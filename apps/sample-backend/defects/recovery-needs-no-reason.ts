import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const claimed = {
  name: "claim-any-recovery",
  text: `with recoverable as (
    select id from jobs j where id = $1
      and (recovery_owner is null or recovery_beat < now() - make_interval(secs => $3))
    for update skip locked
  )
  update jobs set recovery_owner = $2, recovery_beat = now(), recovering = true, resume = false
  from recoverable where jobs.id = recoverable.id
  returning jobs.id as job`,
};

export const defect = defineBackendDefect({
  name: "recovery-needs-no-reason",
  mistake: "Whoever asks for a recovery gets one, also of a job that is at work or done",
  expected: ["worker-failures/recovery-is-idempotent"],
  swap: () => ({
    async claimRecovery({ database, config }: Services, job: string, id: string) {
      return (await database.query(claimed, [job, id, config.leaseMs / 1000])).length === 1;
    },
  }),
});
