import type { MomentPattern } from "@chaos-packs/contract/kind";
import type { Headers } from "../codec/headers.ts";
import type { RequestHead } from "../codec/request-head.ts";
import type { HttpMessage } from "../http-message.ts";
import type { Damage, RuleAnswer } from "../rules/http-rule.ts";

/** One request and what has become of it so far. */
export interface Exchange {
  readonly head: RequestHead;
  /** The patterns that want it, by edge. */
  readonly wanted: {
    readonly before: readonly MomentPattern<never>[];
    readonly after: readonly MomentPattern<never>[];
  };
  /** Whether its body must be known before anything is decided. */
  needsBody: boolean;
  /** Whether it was asked about at the edge before. */
  isAsked: boolean;
  /** Whether the client still waits for a `100 Continue` that the tap must say, because the server hears nothing yet. */
  continues: "no" | "owed" | "said";
  body: unknown;
  /** The last byte has come from the client. */
  isReceived: boolean;
  /** The server has been sent at least its head. */
  isSent: boolean;
  /** The answer that a rule gives in the server's place. */
  local?: RuleAnswer;
  damage?: Damage;
  answer?: { readonly status: number; readonly headers: Headers; readonly body: unknown };
}

/** The exchange as a sighting shows it. */
export const messageOf = ({ head: { method, path, query, headers }, body, answer }: Exchange): HttpMessage => ({
  method,
  path,
  query,
  headers,
  body,
  ...(answer && { status: answer.status, answerHeaders: answer.headers, answer: answer.body }),
});
