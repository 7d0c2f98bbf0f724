import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onCommands, onEdgeArgs } from "./on-commands.ts";
import { onStruckMessages } from "./on-messages.ts";

/** Passes commands on so many ms later, or at `after` their replies, and with them all that follows on their connection. Healing lets them go. */
export const delayCommand = defineFaultType({
  name: "delay command",
  args: object({ ...onEdgeArgs.filled, ms: number() }, onEdgeArgs.optional),
  defaults: onStruckMessages,
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ ms, edge, ...where }) => onCommands(where, { delayMs: ms, ...(edge && { edge }) }),
});
