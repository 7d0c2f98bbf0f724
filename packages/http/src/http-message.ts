import type { Headers } from "./codec/headers.ts";

/** One request, at the edge `after` together with its answer: what a sighting on an HTTP link carries. */
export interface HttpMessage {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Headers;
  /** The decoded JSON body; undefined when it is none, or too large to be held. */
  readonly body: unknown;
  /** Only at the edge `after`. */
  readonly status?: number;
  readonly answerHeaders?: Headers;
  /** The decoded JSON of the answer; undefined when it is none, a stream of events, or too large to be held. */
  readonly answer?: unknown;
}
