import type { Edge, Json, MomentPattern, Scope, ScopesFound } from "@chaos-packs/contract/kind";
import { definedScopes, matchesGlob, type ReadScope, type ReadScopes, type ToldScope } from "@chaos-packs/wire";
import { isNotification, type Notification } from "../tap/notification.ts";

/** A moment pattern that says which channels it is about, so that a link looks into no other notifications. */
export interface NotificationPattern<S = Scope> extends MomentPattern<Notification, S> {
  wantsChannel(channel: string): boolean;
}

/** What a pattern of notifications may say beside channels and scope. */
export interface NotificationOptions {
  /** Default both. */
  readonly edges?: readonly Edge[];
  /** The target's name of the dependency; default `postgres`. */
  readonly dependency?: string;
  /** Only what is pushed to replicas of this role; default all. */
  readonly role?: string;
  /** For people; default the channels. */
  readonly describes?: string;
  /** What to keep of the notification in the history. */
  readonly detail?: (notification: Notification, edge: Edge) => Json | undefined;
}

/**
 * The moment at which a NOTIFY arrives at a client that listens, by its channel (`*` stands for any text). At `before` it is
 * held on its way down, and the client knows nothing of it; at `after` it was sent on, and what is behind it is held:
 * whether the client has read it nobody can tell. The answer to a statement that was under way is not held up.
 * @example notification("jobs:*", ({ payload }) => ({ job: payload }))
 */
export function notification<R extends ReadScope>(
  channels: string | readonly string[],
  scope: (notification: Notification, edge: Edge) => ReadScopes<R>,
  options: NotificationOptions = {},
): NotificationPattern<ToldScope<R>> {
  const { edges = ["before", "after"], dependency = "postgres", role, detail } = options;
  const globs = typeof channels === "string" ? [channels] : channels;
  const wantsChannel = (channel: string): boolean => globs.some((glob) => matchesGlob(glob, channel));
  const isMeant = (message: Notification): boolean =>
    isNotification(message) && (role === undefined || message.to.role === role) && wantsChannel(message.channel);
  const scopeOf = (message: Notification, edge: Edge): ScopesFound<ToldScope<R>> =>
    edges.includes(edge) && isMeant(message) ? definedScopes(scope(message, edge)) : undefined;
  return {
    dependency,
    edges,
    describes: options.describes ?? `notification on ${globs.join(" or ")}`,
    wantsChannel,
    scopeOf,
    ...(detail && { detailOf: detail }),
  };
}

/** Whether a pattern was made by `notification`. */
export const isNotificationPattern = (
  pattern: MomentPattern<never>,
): pattern is MomentPattern<never> & NotificationPattern => "wantsChannel" in pattern;
