/** Runs what is given to it one after the other, each when the one before has ended, however it did. */
export function oneAtATime(): <T>(action: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const result = last.then(action);
    last = result.catch(() => {}); // the caller has the error
    return result;
  };
}
