import { defineFaultType, object, type Schema, string } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { type RefusalCode, refusalOf } from "../rules/refusals.ts";
import { onCommands, onEdgeArgs } from "./on-commands.ts";
import { onStruckMessages } from "./on-messages.ts";

/** A code by which Redis refuses, or the whole text of an error. */
const error: Schema<RefusalCode | (string & {})> = string();

/**
 * Answers commands with an error, in their turn among pipelined replies: at `before` in the server's place, which never hears
 * of them; at `after` when it has done them. A code alone (READONLY, LOADING, OOM, MISCONF, NOAUTH, MAXCLIENTS) means what the
 * server says with it, on the commands that it refuses so. As with a real one, an error inside a transaction makes EXEC answer
 * EXECABORT; at `after` it is EXEC that gets it.
 * @example replyWithError({ error: "READONLY", match: { key: "user:*" } })
 */
export const replyWithError = defineFaultType({
  name: "reply with error",
  args: object({ ...onEdgeArgs.filled, error }, onEdgeArgs.optional),
  defaults: onStruckMessages,
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ error: said, edge, ...where }) => onCommands(where, { ...refusalOf(said), ...(edge && { edge }) }),
});
