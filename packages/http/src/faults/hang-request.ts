import { defineFaultType, object, oneOf, onStruckLink } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/**
 * Leaves requests without an answer; the server never hears of them. When it heals their connections are reset, as when a
 * hanging server is restarted; with `atHeal: "release"` they reach the server after all, and its answers come late.
 */
export const hangRequest = defineFaultType({
  name: "hang request",
  args: object({ ...onRequestsArgs.filled, atHeal: oneOf("reset", "release") }, onRequestsArgs.optional),
  defaults: { ...onStruckLink, atHeal: "reset" },
  kind: httpKind,
  uses: ["links"],
  make: ({ atHeal, ...where }) => onRequests(where, { do: "hang", atHeal }),
});
