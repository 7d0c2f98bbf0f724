import type { Edge, Json, MomentPattern, Scope } from "@chaos-packs/contract/kind";
import { definedScopes, matchesGlob, type ReadScope, type ReadScopes, type ToldScope } from "@chaos-packs/wire";
import { isPushed, type PushedMessage } from "../tap/pushed-message.ts";

/** A moment pattern that says which channels it is about, so that a link decodes no other messages. */
export interface PushedPattern<S = Scope> extends MomentPattern<PushedMessage, S> {
  wantsChannel(channel: string): boolean;
}

/** What a pattern of pushed messages may be told beside channel and scope. */
export interface PushedOptions {
  /** The target's name of the dependency; default `redis`. */
  readonly dependency?: string;
  /** Only what is pushed to replicas of this role; default all. */
  readonly role?: string;
  /** Default both. */
  readonly edges?: readonly Edge[];
  /** What to keep of the message in the history. */
  readonly detail?: (message: PushedMessage, edge: Edge) => Json | undefined;
}

/**
 * The moment at which a published message is pushed to a subscriber, by the channel (`*` stands for any text) that it was
 * published to. At `before` it is held on its way down, and the subscriber knows nothing of it; at `after` it was sent on, and
 * what is behind it is held: whether the subscriber has read it nobody can tell, since Redis has no acknowledgement for it.
 * @example pushed("room:*", (message) => ({ channel: message.channel }))
 */
export function pushed<R extends ReadScope>(
  channels: string | readonly string[],
  scope: (message: PushedMessage, edge: Edge) => ReadScopes<R>,
  options: PushedOptions = {},
): PushedPattern<ToldScope<R>> {
  const { dependency = "redis", edges = ["before", "after"], role, detail } = options;
  const globs = typeof channels === "string" ? [channels] : channels;
  const wantsChannel = (channel: string): boolean => globs.some((glob) => matchesGlob(glob, channel));
  const isMeant = (message: PushedMessage): boolean =>
    isPushed(message) && (role === undefined || message.to.role === role);
  return {
    dependency,
    edges,
    describes: `message on ${globs.join(" or ")}`,
    wantsChannel,
    scopeOf: (message, edge) =>
      isMeant(message) && edges.includes(edge) && wantsChannel(message.channel)
        ? definedScopes(scope(message, edge))
        : undefined,
    ...(detail && { detailOf: detail }),
  };
}

/** Whether a pattern was made by `pushed`. */
export const isPushedPattern = (pattern: MomentPattern<never>): pattern is MomentPattern<never> & PushedPattern =>
  "wantsChannel" in pattern;
