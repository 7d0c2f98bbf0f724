import { type Headers, parseHeaders } from "./headers.ts";

/** The first line and the headers of an answer. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
}

const STATUS_LINE = /^HTTP\/1\.\d +([1-9]\d\d)(?:[ \t].*)?$/;

/** Reads the lines of an answer's head; undefined when it is none. */
export function parseResponseHead([first = "", ...rest]: readonly string[]): ResponseHead | undefined {
  const status = STATUS_LINE.exec(first)?.[1];
  return status === undefined ? undefined : { status: Number(status), headers: parseHeaders(rest) };
}

/** Whether bytes may still turn out to be an answer. */
export const mayBeResponse = (start: Buffer): boolean => "HTTP/1.".startsWith(start.toString("latin1", 0, 7));
