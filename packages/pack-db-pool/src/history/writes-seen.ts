import { type CallOf, type History, seen } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";

/** A call that changes something, and names its wish. */
type Writing = CallOf<typeof queries, "write" | "transaction" | "batch" | "add">;

/** Everything that was asked for under one idempotency key. */
export interface Wish {
  readonly idempotencyKey: string;
  readonly name: Writing["name"];
  readonly input: Writing["input"];
  /** In the order in which they were made. */
  readonly calls: readonly Writing[];
}

/** The wishes of a history, in the order in which they were first made. */
export function wishes(history: History): readonly Wish[] {
  const found = new Map<string, Wish>();
  for (const call of seen(history, queries).calls("write", "transaction", "batch", "add")) {
    const { name, input } = call;
    const { idempotencyKey } = input;
    const wish = `${name} ${idempotencyKey}`;
    const before = found.get(wish);
    found.set(
      wish,
      before ? { ...before, calls: [...before.calls, call] } : { idempotencyKey, name, input, calls: [call] },
    );
  }
  return [...found.values()];
}

/** What a wish adds to each of its counters; 0: it is no add. */
export const amountOf = ({ input }: Pick<Wish, "input">): number => ("amount" in input ? input.amount : 0);

/** `done`: some call succeeded; `failed`: all were answered, with failures; `unknown`: nobody can say from outside. */
export function fateOf({ calls: made }: Pick<Wish, "calls">): "done" | "failed" | "unknown" {
  if (made.some(({ result }) => result.status === "ok")) return "done";
  return made.every(({ result }) => result.status === "failed") ? "failed" : "unknown";
}
