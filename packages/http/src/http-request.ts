import type { Edge, Json, MomentPattern, Scope, ScopesFound } from "@chaos-packs/contract/kind";
import type { ReadScope, ReadScopes, ToldScope } from "@chaos-packs/wire";
import type { HttpMessage } from "./http-message.ts";
import { matchPath, type Params, type ParamsOf } from "./path-template.ts";

/** A request that a pattern recognised; the types of its bodies are as the target's author knows them. */
export interface HttpExchange<Body = unknown, Answer = unknown> extends HttpMessage {
  /** The named parts of the path, percent-decoded. */
  readonly params: Params;
  readonly body: Body;
  readonly answer?: Answer;
}

/** A moment on an HTTP link; by `wants` the link knows from the head alone which requests it must hold whole. */
export interface HttpPattern<S = Scope> extends MomentPattern<HttpMessage, S> {
  wants(method: string, path: string): boolean;
}

/** What else a pattern says. */
export interface HttpRequestOptions<Body = unknown, Answer = unknown> {
  /** Where it can be seen; default both. */
  readonly edges?: readonly Edge[];
  /** What to keep of the message in the history. */
  detail?(exchange: HttpExchange<Body, Answer>, edge: Edge): Json | undefined;
}

type Fields = Readonly<Record<string, string | number>>;

/**
 * The moment of a request: `httpRequest("ocr", "POST", "/ocr", ({ body }) => ({ chunk: body.chunk }))`. The method `*` is
 * any; for the path see `matchPath`. By default the scope is the named parts of the path; several scopes make the request a
 * moment for each. It is not the moment when `scope` returns undefined or a key of it is undefined or null, nor when it throws a TypeError: bodies that are no JSON or beyond 1 MiB are undefined.
 */
export function httpRequest<const Path extends string | RegExp>(
  dependency: string,
  method: string,
  path: Path,
): HttpPattern<ToldScope<ParamsOf<Path>>>;
export function httpRequest<Body = Fields, Answer = Fields, R extends ReadScope = ReadScope>(
  dependency: string,
  method: string,
  path: string | RegExp,
  scope: (exchange: HttpExchange<Body, Answer>, edge: Edge) => ReadScopes<R>,
  options?: HttpRequestOptions<Body, Answer>,
): HttpPattern<ToldScope<R>>;
export function httpRequest(
  dependency: string,
  method: string,
  path: string | RegExp,
  scope: (exchange: HttpExchange, edge: Edge) => ReadScopes = ({ params }) => params,
  { edges = ["before", "after"], detail }: HttpRequestOptions = {},
): HttpPattern {
  const matched = matchPath(path);
  const isMethod = (each: string): boolean => method === "*" || each === method.toUpperCase();
  // Not spread: looking at a body tells the link that it must be waited for.
  const exchangeOf = (message: HttpMessage, params: Params) =>
    Object.defineProperties({ params }, Object.getOwnPropertyDescriptors(message)) as HttpExchange;
  return {
    dependency,
    edges,
    describes: `${method === "*" ? "any" : method.toUpperCase()} ${path}`,
    wants: (each, at) => isMethod(each) && matched(at) !== undefined,
    scopeOf(message, edge) {
      const params = isMethod(message.method) ? matched(message.path) : undefined;
      return params && complete(() => scope(exchangeOf(message, params), edge));
    },
    failureOf: ({ status = 0 }) => (status >= 400 ? `HTTP ${status}` : undefined),
    ...(detail && {
      detailOf: (message: HttpMessage, edge: Edge) => detail(exchangeOf(message, matched(message.path) ?? {}), edge),
    }),
  };
}

function complete(find: () => ReadScopes): ScopesFound {
  try {
    const found = find();
    if (found === undefined) return undefined;
    if (Array.isArray(found)) return found.filter(isComplete);
    return isComplete(found as ReadScope) ? (found as Scope) : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const isComplete = (scope: ReadScope): scope is Scope =>
  Object.values(scope).every((value) => value !== undefined && value !== null);
