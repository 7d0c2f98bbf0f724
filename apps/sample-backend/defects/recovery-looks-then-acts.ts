import type { Services } from "../src/services.ts";
import { resultsPrefix } from "../src/store/keys.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const interrupted = {
  name: "look-for-recovery",
  text: `select id from jobs j where id = $1 and status in ('cutting', 'processing', 'merging')
    and (recovery_owner is null or recovery_beat < now() - make_interval(secs => $2))
    and ((owner is not null and beat < now() - make_interval(secs => $2))
      or exists (select from chunks where job = j.id and status = 'failed' and interrupted))`,
};
const claimed = {
  name: "act-on-recovery",
  text: `with recoverable as (select $1::uuid as id)
  update jobs set recovery_owner = $2, recovery_beat = now(), recovering = true, resume = false
  from recoverable where jobs.id = recoverable.id
  returning jobs.id as job`,
};

export const defect = defineBackendDefect({
  name: "recovery-looks-then-acts",
  mistake:
    "A recovery looks whether the job may be recovered, then what there is to build on, and takes it on without a second look",
  expected: ["worker-failures/recovery-is-exclusive"],
  swap: () => ({
    async claimRecovery({ database, store, config, log }: Services, job: string, id: string) {
      const found = await database.query(interrupted, [job, config.leaseMs / 1000]);
      if (found.length === 0) return false;
      const results = await store.list(resultsPrefix(job));
      const there = (await Promise.all(results.map((key) => store.get(key)))).filter((object) => object !== undefined);
      log.info({ job, results: there.length }, "recovery builds on what is there");
      return (await database.query(claimed, [job, id])).length === 1;
    },
  }),
});
