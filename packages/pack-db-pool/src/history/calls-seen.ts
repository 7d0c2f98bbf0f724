import { type CallOf, took } from "@chaos-packs/contract/pack";
import type { queries } from "../capabilities/queries.ts";

/** A call of any operation of `queries`. */
export type Call = CallOf<typeof queries>;

/** The key that a call is about, of those that are about one. */
export const keyOf = ({ input }: Pick<Call, "input">): string | undefined => ("key" in input ? input.key : undefined);

/** The keys that a call is about: none, one or several. */
export function keysOf({ input }: Pick<Call, "input">): readonly string[] {
  if ("keys" in input) return input.keys;
  if ("writes" in input) return input.writes.map(({ key }) => key);
  return "key" in input ? [input.key] : [];
}

/** A call for people: `read e1 came to: 503 …, after 251 ms`. */
export function describeCall(call: Call): string {
  const { name, result } = call;
  const key = keyOf(call);
  const about = key === undefined ? "" : ` ${key}`;
  const how = result.status === "ok" ? "succeeded" : `came to: ${result.error},`;
  return `${name}${about} ${how} after ${Math.round(took(call))} ms`;
}
