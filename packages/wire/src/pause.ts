import { after } from "@chaos-packs/proxy";

/** Resolves after so many ms (undefined: never by itself), or when one of the signals aborts; never rejects. */
export function pause(ms: number | undefined, ...signals: readonly AbortSignal[]): Promise<void> {
  if (signals.some(({ aborted }) => aborted)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel?.();
      for (const signal of signals) signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = ms === undefined ? undefined : after(ms, done);
    for (const signal of signals) signal.addEventListener("abort", done);
  });
}

/** A delay that a rule asks for. */
export interface RuleDelay {
  readonly ms: number;
  /** Aborted when the rule is healed: the delay ends early. */
  readonly healed: AbortSignal;
}

/** Resolves when all delays are over, one after the other, or at once when the connection is gone; undefined: there is none. */
export function waitOut(delays: readonly RuleDelay[], gone: AbortSignal): Promise<void> | undefined {
  const [first, ...rest] = delays;
  if (!first) return undefined;
  return pause(first.ms, first.healed, gone).then(() => waitOut(rest, gone));
}
