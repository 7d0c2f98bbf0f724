import type { Anchor, Heal } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";

/** Redeliveries after which a dead worker is started again anyway: others have had their time, and where there are none it must go on itself. */
const REDELIVERIES = 3;

/** No later than when everybody who could take the work over has had time to. */
const orAfter = jobs.amount("redeliveryMs", { factor: REDELIVERIES });

/** A dead worker returns when this has come: somebody else does what it was doing. */
export const whenOthersGoOn = (when: Anchor): Heal => ({ when, orAfter });

/** A dead worker returns when its chunk has been taken from it: it is failed, or given out again, as the service does it. */
export const whenTaken = (chunk: number): Heal => ({
  when: [
    jobs.moment("work fails", { chunk }, { edge: "after" }),
    jobs.moment("work is claimed", { chunk }, { edge: "after", by: "other" }),
  ],
  orAfter,
});
