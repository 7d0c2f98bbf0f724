import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const noLease = { lost: new AbortController().signal, verify: async () => {}, [Symbol.dispose]: () => {} };

const claimed = {
  name: "claim-cut",
  text: `with cuttable as (
    select id from jobs where id = $1 and status = 'pending' and not_before <= now() for update skip locked
  )
  update jobs set status = 'cutting', fence = fence + 1
  from cuttable where jobs.id = cuttable.id
  returning jobs.id as job, fence, wanted, cut_failures as failures`,
};

export const defect = defineBackendDefect({
  name: "cutting-has-no-lease",
  mistake: "A job is marked as being cut, but nobody heartbeats for it: when its worker dies it stays marked for ever",
  expected: ["worker-failures/crash-at-initialization", "worker-failures/crash-during-chunking"],
  swap: (sound) => ({
    claimCut: async ({ database }: Services, job) =>
      (await database.query<NonNullable<Awaited<ReturnType<typeof sound.claimCut>>>>(claimed, [job]))[0],
    cutJob: (services, claim, stop) =>
      sound.cutJob({ ...services, parts: { ...services.parts, keepJob: () => noLease } }, claim, stop),
  }),
});
