import type { Fault } from "@chaos-packs/contract";
import { answerWith } from "./answer-with.ts";
import type { OnRequests } from "./on-requests.ts";

/** Bodies that are not what they say, by how. */
const BODIES = {
  truncated: { type: "application/json", body: '{"result": [{"id": 1, "text": "brok' },
  invalid: { type: "application/json", body: "{'result': undefined,,}" },
  html: { type: "text/html", body: "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>" },
} as const;

/** Answers 200 with a body that cannot be read as the promised JSON: broken off (default), no JSON, or a page of HTML. */
export const malformedBody = ({
  how = "truncated",
  ...where
}: OnRequests & { readonly how?: keyof typeof BODIES } = {}): Fault =>
  answerWith({ status: 200, headers: { "content-type": BODIES[how].type }, body: BODIES[how].body, ...where });
