import type { Run } from "@chaos-packs/contract";

/** When code ran: while nothing was broken, or in a run in which a fault struck. */
export type RanWhen = "baseline" | "faulted";

/** What takes down which code of the roles runs. */
export interface Coverage {
  /** Where the next life in a lane writes what it ran. */
  file(lane: string): string;
  /** A run has ended: what the lives of its lane wrote ran in it. */
  note(lane: string, when: RanWhen, run: Run): Promise<void>;
}
