import type { Edge, Json, MomentPattern, Scope } from "@chaos-packs/contract/kind";
import { definedScopes, matchesGlob, type ReadScope, type ReadScopes, type ToldScope } from "@chaos-packs/wire";
import type { RedisMessage } from "../tap/redis-message.ts";

/** A moment pattern that says which commands it is about, so that a link decodes no others. */
export interface CommandPattern<S = Scope> extends MomentPattern<RedisMessage, S> {
  wants(command: string): boolean;
}

/** What a command pattern may be told beside name and scope. */
export interface CommandOptions {
  /** The target's name of the dependency; default `redis`. */
  readonly dependency?: string;
  /** Default both. A scope that is read off the reply exists only at `after`. */
  readonly edges?: readonly Edge[];
  /** One of its keys or channels; `*` stands for any text. */
  readonly key?: string;
  /** What to keep of the message in the history, such as the decoded body of an event. */
  readonly detail?: (message: RedisMessage, edge: Edge) => Json | undefined;
}

/**
 * The moment of a command (`"PUBLISH"`, `["GET", "SET"]`). `scope` reads what it is about off its arguments and, at
 * `after`, its reply: several scopes make it a moment for each, undefined says that this one is not the moment. `keys` are its keys wherever they stand: those of an
 * XREADGROUP are behind STREAMS.
 * @example command("PUBLISH", ({ args: [, body = "{}"] }) => ({ job: JSON.parse(body).job }))
 * @example command(["XREADGROUP", "XREAD"], ({ keys: [stream] }) => ({ stream: String(stream) }), { key: "jobs:*" })
 */
export function command<R extends ReadScope>(
  name: string | readonly string[],
  scope: (message: RedisMessage, edge: Edge) => ReadScopes<R>,
  options: CommandOptions = {},
): CommandPattern<ToldScope<R>> {
  const { dependency = "redis", edges = ["before", "after"], detail, key } = options;
  const hasKey = ({ keys }: RedisMessage): boolean => key === undefined || keys.some((each) => matchesGlob(key, each));
  const names = (typeof name === "string" ? [name] : name).map((each) => each.toUpperCase());
  return {
    dependency,
    edges,
    describes: `${names.join(" or ")}${key === undefined ? "" : ` of ${key}`}`,
    wants: (wanted) => names.includes(wanted),
    scopeOf: (message, edge) =>
      names.includes(message.command) && edges.includes(edge) && hasKey(message)
        ? definedScopes(scope(message, edge))
        : undefined,
    failureOf: ({ failed }) => failed,
    ...(detail && { detailOf: detail }),
  };
}

/** Whether a pattern was made by `command`. */
export const isCommandPattern = (pattern: MomentPattern<never>): pattern is MomentPattern<never> & CommandPattern =>
  "wants" in pattern && typeof pattern.wants === "function";
