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

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/1\.([01])$/;

/** Reads the lines of a request's head; undefined when it is none. */
export function parseRequestHead([first = "", ...rest]: readonly string[]): RequestHead | undefined {
  const [, method, target, minor] = REQUEST_LINE.exec(first) ?? [];
  const headers = parseHeaders(rest);
  if (method === undefined || target === undefined || headers === undefined) return undefined;
  const keepsAlive =
    minor === "1" ? !hasToken(headers, "connection", "close") : hasToken(headers, "connection", "keep-alive");
  const local = target.replace(/^https?:\/\/[^/?]*/i, "");
  const mark = local.indexOf("?");
  const path = (mark < 0 ? local : local.slice(0, mark)) || "/";
  const query = mark < 0 ? {} : Object.fromEntries(new URLSearchParams(local.slice(mark + 1)));
  return { method, target, path, query, headers, keepsAlive };
}

/** Whether bytes may still become a request: what can not is passed on at once instead of being waited for. */
export const mayBeRequest = (start: Buffer): boolean =>
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}( |$)/.test(start.toString("latin1", 0, 33));
