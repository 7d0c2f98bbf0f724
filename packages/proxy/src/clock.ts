import { LONGEST_DELAY_MS } from "@chaos-packs/contract/kind";

/** Milliseconds on a clock that never goes back. */
export const now = (): number => performance.now();

/** Calls `action` after `ms` milliseconds, however many; the function returned takes that back. */
export function after(ms: number, action: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    timer =
      left > LONGEST_DELAY_MS
        ? setTimeout(() => wait(left - LONGEST_DELAY_MS), LONGEST_DELAY_MS)
        : setTimeout(action, left);
  };
  wait(ms);
  return () => clearTimeout(timer);
}
