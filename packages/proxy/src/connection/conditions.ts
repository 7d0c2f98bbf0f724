import type { LaidToxic } from "../toxics/laid-toxic.ts";

/** What lies on one direction of a link. */
export interface Conditions {
  /** How many partitions and blackholes hold it. */
  holds: number;
  /** How many of those are blackholes: what is dialled meanwhile is dead. */
  blackholes: number;
}

/** A direction on which nothing lies. */
export const noConditions = (): Conditions => ({ holds: 0, blackholes: 0 });

/** What lies on a link, both ways. */
export interface LinkConditions {
  readonly up: Conditions;
  readonly down: Conditions;
  /** In the order in which they were laid. */
  readonly toxics: Iterable<LaidToxic>;
}
