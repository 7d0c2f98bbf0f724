import { type Headers, parseHeaders } from "./headers.ts";

/** The first line and the headers of an answer. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
}

const STATUS_LINE = /^HTTP\/1\.[01] ([1-9]\d\d)(?: .*)?$/;

/** Reads the lines of an answer's head; undefined when it is none. */
export function parseResponseHead([first = "", ...rest]: readonly string[]): ResponseHead | undefined {
  const status = STATUS_LINE.exec(first)?.[1];
  const headers = parseHeaders(rest);
  return status === undefined || headers === undefined ? undefined : { status: Number(status), headers };
}

/** Whether bytes may still become an answer. */
export const mayBeResponse = (start: Buffer): boolean => {
  const text = start.toString("latin1", 0, 7);
  return "HTTP/1.".startsWith(text);
};
