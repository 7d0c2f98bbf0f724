import type { ScopesFound } from "@chaos-packs/contract/kind";

/** What a moment is about, as it was read off a message. Keys without a value are left out. */
export type ReadScope = Readonly<Record<string, string | number | null | undefined>>;

/** One scope, or several: a message about several things is a moment for each. undefined, or none: it is not the moment. */
export type ReadScopes<R extends ReadScope = ReadScope> = R | readonly R[] | undefined;

/**
 * What the type checker knows of a scope that was read so: its keys, since values are compared as text. Keys that only the
 * message knows (the params of any path) are checked when they are seen.
 */
export type ToldScope<R> = R extends ReadScope
  ? string extends keyof R
    ? never
    : { readonly [K in keyof R]: string | number }
  : never;

/** The scopes without the keys that have no value. */
export function definedScopes<R extends ReadScope>(read: ReadScopes<R>): ScopesFound<ToldScope<R>> {
  if (!read) return undefined;
  const found = Array.isArray(read) ? (read as readonly R[]).map(defined) : defined(read as R);
  return found as ScopesFound<ToldScope<R>>;
}

const defined = (read: ReadScope): ReadScope =>
  Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null && value !== undefined));
