import { jobs } from "../capabilities/jobs.ts";

/** When a service that was asked to stop is killed: so long after its promised grace that a late end is told from none. */
export const twiceTheGrace = jobs.amount("graceMs", { factor: 2 });
