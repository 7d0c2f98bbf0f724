import { jobs } from "../capabilities/jobs.ts";

/** The dependencies of a target, by what goes over them: packs know none by name. */
export const links = {
  /** Where chunks, leases and items are. */
  database: jobs.linkOf("work is claimed"),
  /** Where pieces and results are. */
  store: jobs.linkOf("result is stored"),
  /** Where events go. */
  events: jobs.linkOf("event is published"),
} as const;
