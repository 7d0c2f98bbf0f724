import { matchPath } from "../path-template.ts";

/** Which requests; what is left out may be anything. */
export interface RequestMatch {
  /** One or several. */
  readonly method?: string | readonly string[];
  /** A template or a regular expression, as in `httpRequest`. */
  readonly path?: string | RegExp;
  /** Fields that the JSON body must have with just these values, at its top. */
  readonly body?: Readonly<Record<string, string | number | boolean | null>>;
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
  const matched = path === undefined ? undefined : matchPath(path);
  return {
    needsBody: body !== undefined,
    head: (each, at) => (!methods || methods.includes(each)) && (!matched || matched(at) !== undefined),
    body: (came) =>
      body === undefined || (isRecord(came) && Object.entries(body).every(([field, value]) => came[field] === value)),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
