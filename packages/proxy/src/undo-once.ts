import { undo } from "@chaos-packs/contract/kind";

/** An undo that runs once, however often it is called; later calls wait for the first. */
export function undoOnce(heal: () => Promise<void> | void): AsyncDisposable {
  let done: Promise<void> | undefined;
  return undo(() => {
    done ??= Promise.resolve(heal());
    return done;
  });
}
