import type { Fault } from "@chaos-packs/contract";
import { type RefusalCode, refusalOf } from "../rules/refusals.ts";
import { type OnEdge, onCommands } from "./on-commands.ts";

/**
 * Answers commands with an error, in their turn among pipelined replies: at `before` in the server's place, which never hears
 * of them; at `after` when it has done them. A code alone (READONLY, LOADING, OOM, MISCONF, NOAUTH, MAXCLIENTS) means what the
 * server says with it, on the commands that it refuses so. As with a real one, an error inside a transaction makes EXEC answer
 * EXECABORT; at `after` it is EXEC that gets it.
 * @example replyWithError({ error: "READONLY", match: { key: "user:*" } })
 */
export const replyWithError = ({
  error,
  edge,
  ...where
}: OnEdge & { readonly error: RefusalCode | (string & {}) }): Fault =>
  onCommands("reply with error", where, { ...refusalOf(error), ...(edge && { edge }) });
