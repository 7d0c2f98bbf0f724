import { TimeoutStrategy, timeout } from "cockatiel";

/** Waits for an action, but no longer than so many ms; what it does later is of no interest any more. */
export const within = <T>(ms: number, action: () => Promise<T>): Promise<T> =>
  timeout(ms, TimeoutStrategy.Aggressive).execute(action);
