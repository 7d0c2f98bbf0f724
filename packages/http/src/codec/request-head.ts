import { type Headers, hasToken, parseHeaders } from "./headers.ts";

/** The first line and the headers of a request. */
export interface RequestHead {
  readonly method: string;
  /** As it stands on the wire. */
  readonly target: string;
  /** The target without its query, still percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** False: the client takes one answer and then the connection is over. */
  readonly keepsAlive: boolean;
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) +(\S(?:.*\S)?) +HTTP\/1\.(\d)[ \t]*$/;

/** Reads the lines of a request's head; undefined when it is none. */
export function parseRequestHead([first = "", ...rest]: readonly string[]): RequestHead | undefined {
  const [, method, target, minor] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const headers = parseHeaders(rest);
  const keepsAlive =
    minor === "0" ? hasToken(headers, "connection", "keep-alive") : !hasToken(headers, "connection", "close");
  const local = target.replace(/^https?:\/\/[^/?]*/i, "");
  const mark = local.indexOf("?");
  const path = (mark < 0 ? local : local.slice(0, mark)) || "/";
  const query = mark < 0 ? {} : Object.fromEntries(new URLSearchParams(local.slice(mark + 1)));
  return { method, target, path, query, headers, keepsAlive };
}

/** Whether bytes may still turn out to be a request: what can not is passed on at once instead of being waited for. */
export const mayBeRequest = (start: Buffer): boolean =>
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}( |$)/.test(start.toString("latin1", 0, 33));
