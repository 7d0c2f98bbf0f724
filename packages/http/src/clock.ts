/** Resolves after so many ms (undefined: never by itself) or when one of the signals aborts; never rejects, keeps no process alive. */
export function pause(ms: number | undefined, ...signals: readonly AbortSignal[]): Promise<void> {
  if (signals.some(({ aborted }) => aborted)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = ms === undefined ? undefined : setTimeout(done, ms).unref();
    for (const signal of signals) signal.addEventListener("abort", done);
  });
}

/** Calls `action` after so many ms, and keeps no process alive for it; the function returned takes that back. */
export function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms).unref();
  return () => clearTimeout(timer);
}
