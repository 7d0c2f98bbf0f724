/**
 * Like `Promise.all`, but rejects only once every promise has settled: what some have opened can then be closed, and none
 * opens anything later.
 */
export async function allSettled<T>(promises: Iterable<Promise<T>>): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  const errors = settled.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw firstOf(errors);
  return settled.map((each) => (each as PromiseFulfilledResult<T>).value);
}

/** The first is the cause as a rule; the others are often its consequences, and stay with it. */
function firstOf(errors: readonly unknown[]): unknown {
  const [first, ...others] = errors;
  if (first instanceof Error && first.cause === undefined)
    first.cause = new AggregateError(others, "others failed, too");
  return first;
}
