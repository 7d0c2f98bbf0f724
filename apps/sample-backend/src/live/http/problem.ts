import type { ServerResponse } from "node:http";
import { answerJson } from "../../http/answer.ts";

/** A request that is not done, with a code for programs and words for people. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Answers with a problem; 503 says when to come again, in seconds. */
export function answerProblem(response: ServerResponse, { status, code, message }: Problem): void {
  if (status === 503) response.setHeader("retry-after", "1");
  // What is left of a body that is too large is not read.
  if (code === "TOO_LARGE") response.setHeader("connection", "close");
  answerJson(response, status, { error: message, code });
}
