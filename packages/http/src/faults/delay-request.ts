import { checkDelay, defineFaultType, number, object, onStruckLink } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/** Keeps requests back for so many ms; healing lets those that wait go at once. */
export const delayRequest = defineFaultType({
  name: "delay request",
  args: object({ ...onRequestsArgs.filled, ms: number() }, onRequestsArgs.optional),
  defaults: onStruckLink,
  kind: httpKind,
  uses: ["links"],
  make: ({ ms, ...where }) => {
    checkDelay("ms of delayRequest", ms);
    return onRequests(where, { do: "delay", ms });
  },
});
