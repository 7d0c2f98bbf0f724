import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onPushed, onPushedArgs } from "./on-pushed.ts";

/** Messages reach a subscriber so many ms late, and with them all that follows on its connection. Healing lets them go. */
export const delayPushed = defineFaultType({
  name: "delay pushed message",
  args: object({ ...onPushedArgs.filled, ms: number() }, onPushedArgs.optional),
  defaults: onStruckMessages,
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ ms, ...where }) => onPushed(where, { delayMs: ms }),
});
