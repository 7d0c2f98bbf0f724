import { defineFaultType, integer, object, onStruckLink } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/** Refuses what writes (PUT, POST, PATCH and DELETE, unless `match` says otherwise), while reads go on; default 503. */
export const refuseWrites = defineFaultType({
  name: "refuse writes",
  args: object({ ...onRequestsArgs.filled, status: integer() }, onRequestsArgs.optional),
  defaults: { ...onStruckLink, status: 503 },
  kind: httpKind,
  uses: ["links"],
  make: ({ status, match, ...where }) =>
    onRequests(
      { ...where, match: { method: ["PUT", "POST", "PATCH", "DELETE"], ...match } },
      { do: "answer", status, body: { error: "writes are refused" } },
    ),
});
