import { jobs } from "../capabilities/jobs.ts";

/** A worker that has asked for work and found none has finished what it had. */
export const quiet = jobs.moment("worker is idle", {}, { edge: "after" });
