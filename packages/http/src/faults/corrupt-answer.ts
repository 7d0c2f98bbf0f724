import { defineFaultType, object, oneOf, onStruckLink } from "@chaos-packs/contract/kind";
import { httpKind } from "../kind.ts";
import { onRequests, onRequestsArgs } from "./on-requests.ts";

/** Damages what the server really answers: one byte is another (default), or the second half is missing. */
export const corruptAnswer = defineFaultType({
  name: "corrupt answer",
  args: object({ ...onRequestsArgs.filled, how: oneOf("truncate", "flip") }, onRequestsArgs.optional),
  defaults: { ...onStruckLink, how: "flip" },
  kind: httpKind,
  uses: ["links"],
  make: ({ how, ...where }) => onRequests(where, { do: "corrupt", how }),
});
