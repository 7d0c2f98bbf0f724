/**
 * What is wrong with a server that the harness asks itself: why it did not answer, or that it had not by the time that the
 * signal aborts. Undefined: it has answered.
 */
export async function troubleOf(ask: () => Promise<unknown>, signal: AbortSignal): Promise<string | undefined> {
  const asked = performance.now();
  const late = new Promise<string>((resolve) => {
    const say = (): void => resolve(`it did not answer within ${Math.round(performance.now() - asked)} ms`);
    if (signal.aborted) say();
    else signal.addEventListener("abort", say, { once: true });
  });
  const answer = ask().then(
    () => undefined,
    (error: unknown) => `it answered ${error instanceof Error ? error.message || error.name : error}`,
  );
  return Promise.race([answer, late]);
}
