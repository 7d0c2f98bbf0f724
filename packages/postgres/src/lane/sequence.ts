/** Runs one after the other what must not run at the same time. */
export function openSequence(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    // An error is its caller's; the next one runs all the same.
    last = next.catch(() => undefined);
    return next;
  };
}
