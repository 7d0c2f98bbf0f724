import { type Mapping, noMapping } from "./mapping.ts";
import type { Recorded } from "./recorded.ts";
import { suggestBroadcast } from "./suggest-broadcast.ts";
import { suggestJobs } from "./suggest-jobs.ts";
import { suggestQueries } from "./suggest-queries.ts";

const BY_CAPABILITY: Readonly<Record<string, (recorded: Recorded) => Mapping>> = {
  jobs: suggestJobs,
  queries: suggestQueries,
  broadcast: suggestBroadcast,
};

/** What a recording suggests for a capability; nothing for one that nobody here knows. */
export const suggest = (capability: string, recorded: Recorded): Mapping =>
  BY_CAPABILITY[capability]?.(recorded) ?? noMapping;
