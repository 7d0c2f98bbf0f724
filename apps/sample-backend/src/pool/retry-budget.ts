import type { Pool } from "./pool.ts";

/** What each request that succeeds adds to the budget of retries. */
const EARNED = 0.25;

/** Takes one retry from the budget; false when there is none left, since then retries are most of the load. */
export function spendRetry({ budget }: Pool): boolean {
  if (budget.retries < 1) return false;
  budget.retries -= 1;
  return true;
}

/** A request has succeeded. */
export function earnRetry({ budget, options }: Pool): void {
  budget.retries = Math.min(options.retryBudget, budget.retries + EARNED);
}
