import { type Fault, type Json, type OnLinks, onLinks } from "@chaos-packs/contract";
import type { CommandMatch, RedisRule } from "./redis-rule.ts";

/** Which commands a fault strikes, and on which links. Absent: all but those that set a connection up, until it heals. */
export interface OnCommands extends OnLinks {
  readonly match?: CommandMatch;
  /** Only the first so many. */
  readonly times?: number;
  /** Only this part of them, in (0, 1], evenly spread. */
  readonly fraction?: number;
}

/** A fault that lays a rule on links. The held message is released into it, so that it is struck first. */
export function onCommands(
  name: string,
  { match, times, fraction, ...where }: OnCommands,
  what: Pick<RedisRule, "error" | "delayMs" | "drop">,
): Fault {
  const rule: RedisRule = {
    ...what,
    ...(match && { match }),
    ...(times !== undefined && { times }),
    ...(fraction !== undefined && { fraction }),
  };
  return onLinks(name, rule as unknown as Json, where, (link) => link.rule(rule));
}
