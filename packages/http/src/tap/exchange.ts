import type { Headers } from "../codec/headers.ts";
import type { RequestHead } from "../codec/request-head.ts";
import type { HttpMessage } from "../http-message.ts";
import type { Damage, RuleAnswer } from "../rules/http-rule.ts";

/** One request and what has become of it so far. */
export interface Exchange {
  readonly head: RequestHead;
  readonly wants: { readonly before: boolean; readonly after: boolean };
  /** Whether the request must be whole before anything is decided. */
  readonly isHeld: boolean;
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
