import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";

/** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined);

/** Resolves when everything that has arrived by now was read. */
export const nextTurn = (): Promise<void> => turn();

/** Like `sleep`, but not before everything that has arrived by then was read. */
export async function sleepAndRead(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, signal);
  await nextTurn();
}

/** Calls `action` after `ms` unless disposed before. */
export function later(ms: number, action: () => void): Disposable {
  const timer = setTimeout(action, ms);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Like `later`, but not before everything that has arrived by then was read: a process that was frozen for long must not take an answer for missing that lies before it. */
export function laterThanRead(ms: number, action: () => void): Disposable {
  let turn: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    turn = setImmediate(action);
  }, ms);
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      clearImmediate(turn);
    },
  };
}

/** The wall clock as an ISO time, for people and events; leases go by the clock of the database. */
export const isoNow = (): string => new Date().toISOString();

/** Milliseconds of a clock that only goes forward. */
export const monotonic = (): number => performance.now();

/** The wall clock, ms since 1970. */
export const wallClock = (): number => Date.now();
