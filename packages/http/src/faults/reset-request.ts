import { defineFaultType, object, onStruckLink } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/** Resets the connection at a request, before the server hears of it. */
export const resetRequest = defineFaultType({
  name: "reset request",
  args: object(onRequestsArgs.filled, onRequestsArgs.optional),
  defaults: onStruckLink,
  kind: httpKind,
  uses: ["links"],
  make: (where) => onRequests(where, { do: "reset" }),
});
