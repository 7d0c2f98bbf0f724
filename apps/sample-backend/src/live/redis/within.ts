import { laterThanRead } from "../../clock.ts";

/** Something took longer than it may. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/** Waits for an action, but no longer than so many ms: then it rejects with `TooLate`, and what the action does later is of no interest any more. */
export async function within<T>(ms: number, action: () => Promise<T>): Promise<T> {
  let giveUp: (error: TooLate) => void = () => undefined;
  const tooLate = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  using _deadline = laterThanRead(ms, () => giveUp(new TooLate(`nothing within ${ms} ms`)));
  return await Promise.race([action(), tooLate]);
}
