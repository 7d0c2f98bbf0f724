import type { Edge, Json, MomentPattern, Scope } from "@chaos-packs/contract";
import type { HttpMessage } from "./http-message.ts";
import { matchPath, type Params } from "./path-template.ts";

/** A request that a pattern recognised; the types of its bodies are as the target's author knows them. */
export interface HttpExchange<Body = unknown, Answer = unknown> extends HttpMessage {
  /** The named parts of the path, percent-decoded. */
  readonly params: Params;
  readonly body: Body;
  readonly answer?: Answer;
}

/** A moment on an HTTP link; by `wants` the link knows from the head alone which requests it must hold whole. */
export interface HttpPattern extends MomentPattern<HttpMessage> {
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
type FoundScope = Readonly<Record<string, string | number | undefined>>;

/**
 * The moment of a request: `httpRequest("ocr", "POST", "/ocr", ({ body }) => ({ chunk: body.chunk }))`. The method `*` is
 * any; for the path see `matchPath`. It is not the moment when `scope` returns undefined or a key of it is undefined, nor
 * when it throws a TypeError: bodies that are no JSON or beyond 1 MiB are undefined.
 */
export function httpRequest<Body = Fields, Answer = Fields>(
  dependency: string,
  method: string,
  path: string | RegExp,
  scope: (exchange: HttpExchange<Body, Answer>, edge: Edge) => FoundScope | undefined = ({ params }) => params,
  { edges = ["before", "after"], detail }: HttpRequestOptions<Body, Answer> = {},
): HttpPattern {
  const matched = matchPath(path);
  const isMethod = (each: string): boolean => method === "*" || each === method.toUpperCase();
  // Not spread: looking at a body tells the link that it must be waited for.
  const exchangeOf = (message: HttpMessage, params: Params) =>
    Object.defineProperties({ params }, Object.getOwnPropertyDescriptors(message)) as HttpExchange<Body, Answer>;
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

function complete(find: () => FoundScope | undefined): Scope | undefined {
  try {
    const found = find();
    return found && Object.values(found).every((value) => value !== undefined) ? (found as Scope) : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
