import type { Edge } from "@chaos-packs/contract/kind";
import type { ReadScope, ReadScopes, ToldScope } from "@chaos-packs/wire";
import { RUNS_SCRIPT, scriptMatcher } from "../rules/matches-script.ts";
import type { RedisMessage } from "../tap/redis-message.ts";
import { type CommandOptions, type CommandPattern, command } from "./command.ts";

/**
 * The moment of a Lua script, sent with EVAL or named with EVALSHA (or their `_RO` forms): by its SHA1, its whole text, or a
 * pattern of its text. A pattern recognises an EVALSHA when the text went over a link of the lane before, with EVAL or SCRIPT LOAD.
 * A script about several keys is a moment for each scope that is told.
 * @example script(/-- renewLocks/, ({ keys }) => keys.map((lock) => ({ lock })))
 * @example script(/-- moveToActive/, ({ keys: [queue] }) => ({ queue: String(queue) }))
 */
export function script<R extends ReadScope>(
  which: string | RegExp,
  scope: (message: RedisMessage, edge: Edge) => ReadScopes<R>,
  options: CommandOptions = {},
): CommandPattern<ToldScope<R>> {
  const isMeant = scriptMatcher(which);
  const pattern = command(
    RUNS_SCRIPT,
    (message, edge) => (isMeant(message.script) ? scope(message, edge) : undefined),
    options,
  );
  const name =
    which instanceof RegExp ? String(which) : JSON.stringify(which.length > 60 ? `${which.slice(0, 60)}…` : which);
  return {
    ...pattern,
    describes: `script ${name}`,
    // Its text is learned from SCRIPT LOAD.
    wants: (wanted) => pattern.wants(wanted) || (which instanceof RegExp && wanted === "SCRIPT"),
  };
}
