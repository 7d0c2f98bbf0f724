import { defineFaultType, object, oneOf, onStruckLink } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/** Bodies that are not what they say, by how. */
const BODIES = {
  truncated: { type: "application/json", body: '{"result": [{"id": 1, "text": "brok' },
  invalid: { type: "application/json", body: "{'result': undefined,,}" },
  html: { type: "text/html", body: "<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>" },
} as const;

/** Answers 200 with a body that cannot be read as the promised JSON: broken off (default), no JSON, or a page of HTML. */
export const malformedBody = defineFaultType({
  name: "malformed body",
  args: object({ ...onRequestsArgs.filled, how: oneOf("truncated", "invalid", "html") }, onRequestsArgs.optional),
  defaults: { ...onStruckLink, how: "truncated" },
  kind: httpKind,
  uses: ["links"],
  make: ({ how, ...where }) =>
    onRequests(where, {
      do: "answer",
      status: 200,
      headers: { "content-type": BODIES[how].type },
      body: BODIES[how].body,
    }),
});
