import type { History, Json, Operation } from "@chaos-packs/contract/pack";
import { calls, field } from "./queries-seen.ts";

/** Everything that was asked for under one idempotency key. */
export interface Wish {
  readonly idempotencyKey: string;
  readonly name: string;
  readonly input: Json;
  /** In the order in which they were made. */
  readonly calls: readonly Operation[];
}

/** The wishes of a history, in the order in which they were first made. */
export function wishes(history: History): readonly Wish[] {
  const found = new Map<string, Operation[]>();
  for (const call of calls(history, "write", "transaction", "batch", "add")) {
    const wish = `${call.name} ${field(call.input, "idempotencyKey")}`;
    found.set(wish, [...(found.get(wish) ?? []), call]);
  }
  return [...found.values()].flatMap((made) => {
    const [first] = made;
    return first
      ? [
          {
            idempotencyKey: String(field(first.input, "idempotencyKey")),
            name: first.name,
            input: first.input,
            calls: made,
          },
        ]
      : [];
  });
}

/** The keys that a wish is about. */
export function keysOf({ input }: Pick<Wish, "input">): readonly string[] {
  const { key, keys, writes } = input as {
    readonly key?: string;
    readonly keys?: readonly string[];
    readonly writes?: readonly { readonly key: string }[];
  };
  return keys ?? writes?.map((each) => each.key) ?? (key === undefined ? [] : [key]);
}

/** `done`: some call succeeded; `failed`: all were answered, with failures; `unknown`: nobody can say from outside. */
export function fateOf({ calls: made }: Wish): "done" | "failed" | "unknown" {
  if (made.some(({ result }) => result.status === "ok")) return "done";
  return made.every(({ result }) => result.status === "failed") ? "failed" : "unknown";
}
