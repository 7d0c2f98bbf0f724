/**
 * A rule that every kind of dependency understands which tells requests apart: of them (commands, statements, HTTP requests)
 * exactly every (1/rate)th is lost, and its connection with it (RST), before the server hears of it. What sets a connection up
 * is let be.
 */
export interface LostRequests {
  readonly lostRequests: {
    /** Above 0 and at most 1. */
    readonly rate: number;
  };
}

/** Whether a rule is about lost requests, whatever the kind. */
export const isLostRequests = (rule: unknown): rule is LostRequests =>
  typeof rule === "object" && rule !== null && "lostRequests" in rule;
