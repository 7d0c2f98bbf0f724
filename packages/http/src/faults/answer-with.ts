import { anything, defineFaultType, integer, object, onStruckLink, record, string } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/** Answers requests in the server's place: they never reach it, and the connection goes on. */
export const answerWith = defineFaultType({
  name: "answer",
  args: object(
    { ...onRequestsArgs.filled, status: integer() },
    { ...onRequestsArgs.optional, headers: record(string()), body: anything() },
  ),
  defaults: onStruckLink,
  label: ({ status }) => `answer ${status}`,
  kind: httpKind,
  uses: ["links"],
  make: ({ status, headers, body, ...where }) =>
    onRequests(where, { do: "answer", status, ...(headers && { headers }), ...(body !== undefined && { body }) }),
});
