import { defineFaultType, object, onStruckLink } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/** A store without space: PUT and POST are answered with 507 Insufficient Storage (RFC 4918), reads and deletes go on. */
export const fullStore = defineFaultType({
  name: "full store",
  args: object(onRequestsArgs.filled, onRequestsArgs.optional),
  defaults: onStruckLink,
  kind: httpKind,
  uses: ["links"],
  make: ({ match, ...where }) =>
    onRequests(
      { ...where, match: { method: ["PUT", "POST"], ...match } },
      { do: "answer", status: 507, body: { error: "insufficient storage" } },
    ),
});
