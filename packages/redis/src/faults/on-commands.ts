import type { Edge, Fault } from "@chaos-packs/contract";
import type { CommandMatch } from "../rules/match.ts";
import type { RedisRule } from "../rules/redis-rule.ts";
import { type OnMessages, onMessages } from "./on-messages.ts";

/** Which commands a fault strikes, and on which links. Absent: all but those that set a connection up, until it heals. */
export type OnCommands = OnMessages<CommandMatch>;

/** Which commands, and whether it strikes `before` the server knows of them (default) or `after` it has done them. */
export interface OnEdge extends OnCommands {
  readonly edge?: Edge;
}

/** A fault on commands. */
export const onCommands = (
  name: string,
  where: OnCommands,
  what: Omit<RedisRule, "on" | "loses" | "says" | "once">,
): Fault => onMessages(name, where, what);
