import { type Json, type TextMatch, textPattern } from "@chaos-packs/contract/kind";
import { matchPath } from "../path-template.ts";

/** Which requests; what is left out may be anything. */
export interface RequestMatch {
  /** One or several. */
  readonly method?: string | readonly string[];
  /** A template, as in `httpRequest`, or a text or a regular expression as data: `{ matches: "^/objects/" }`. */
  readonly path?: string | TextMatch;
  /**
   * What the body must have: of an object the named fields, however deep, of an array each element in its place. The fields
   * of a form are strings (`{ chunk: "5" }`), or arrays of them.
   */
  readonly body?: Readonly<Record<string, Json>>;
}

/** A compiled match. */
export interface RequestMatcher {
  /** Whether it can be told only with the body at hand. */
  readonly needsBody: boolean;
  head(method: string, path: string): boolean;
  body(body: unknown): boolean;
}

/** Compiles a match. */
export function matchRequest({ method, path, body }: RequestMatch): RequestMatcher {
  const methods = method === undefined ? undefined : [method].flat().map((each) => each.toUpperCase());
  const matched = path === undefined ? undefined : matchPath(typeof path === "string" ? path : textPattern(path));
  return {
    needsBody: body !== undefined,
    head: (each, at) => (!methods || methods.includes(each)) && (!matched || matched(at) !== undefined),
    body: (came) => body === undefined || has(came, body),
  };
}

/** Whether what came has all that is wanted; it may have more fields, and no more elements. */
function has(came: unknown, wanted: Json): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(came) && came.length === wanted.length && wanted.every((each, at) => has(came[at], each));
  if (typeof wanted !== "object" || wanted === null) return came === wanted;
  return (
    isRecord(came) &&
    !Array.isArray(came) &&
    Object.entries(wanted).every(([field, value]) => Object.hasOwn(came, field) && has(came[field], value))
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
