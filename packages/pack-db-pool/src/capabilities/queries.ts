import { defineCapability } from "@chaos-packs/contract/pack";
import { deadlinesOfQueries } from "./deadlines-of-queries.ts";
import { effectsOfQueries } from "./effects-of-queries.ts";
import { partsOfQueries } from "./parts-of-queries.ts";

/**
 * Requests that a service answers from a database, through a pool of connections. A failed answer is an HTTP status with
 * a JSON body whose `error` says in words what went wrong (where the target promises an `unavailableStatus`): 409 when the key is taken by another wish; 503, with the header
 * Retry-After in seconds, when no connection could be had or the database is away; 504 when a query took too long; 500
 * for what is nobody's fault but the service's or the statement's. Of a request that got no connection in time the body may
 * also name, as numbers, `poolSize`, `waiting` (requests that wait) and `waitedMs`.
 */
export const queries = defineCapability({
  ...partsOfQueries,
  effects: effectsOfQueries,
  deadlines: deadlinesOfQueries,
});
