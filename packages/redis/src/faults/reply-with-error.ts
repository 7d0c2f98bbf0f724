import type { Fault } from "@chaos-packs/contract";
import { type OnCommands, onCommands } from "./on-commands.ts";

/**
 * Answers commands with an error in the server's place, in their turn among pipelined replies; the server never hears of
 * them. As with a real one, an error inside a transaction makes EXEC answer EXECABORT.
 * @example replyWithError({ error: "READONLY You can't write against a read only replica.", match: { command: "SET" } })
 */
export const replyWithError = ({ error, ...where }: OnCommands & { readonly error: string }): Fault =>
  onCommands("reply with error", where, { error });
