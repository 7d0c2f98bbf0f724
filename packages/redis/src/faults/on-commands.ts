import { anyOf, type Edge, type FaultBody, oneOf } from "@chaos-packs/contract/kind";
import type { redisKind } from "../kind.ts";
import type { CommandMatch } from "../rules/match.ts";
import type { RedisRule } from "../rules/redis-rule.ts";
import { commandMatchArg, heldArg } from "./match-args.ts";
import { type OnMessages, onMessages, onMessagesArgs } from "./on-messages.ts";

/** Which commands a fault strikes, and on which links. Absent: all but those that set a connection up, until it heals. */
export type OnCommands = OnMessages<CommandMatch>;

/** Which commands, and whether it strikes `before` the server knows of them (default) or `after` it has done them. */
export interface OnEdge extends OnCommands {
  readonly edge?: Edge;
}

/** The arguments of a fault on commands. */
export const onCommandsArgs = {
  filled: onMessagesArgs.filled,
  optional: { ...onMessagesArgs.optional, match: anyOf(heldArg, commandMatchArg) },
} as const;

/** The arguments of a fault on commands that strikes at an edge. */
export const onEdgeArgs = {
  filled: onCommandsArgs.filled,
  optional: { ...onCommandsArgs.optional, edge: oneOf("before", "after") },
} as const;

/** What a fault on commands does. */
export const onCommands = (
  where: OnCommands,
  what: Omit<RedisRule, "on" | "loses" | "says" | "once">,
): FaultBody<"links" | "moments", typeof redisKind> => onMessages(where, what);
