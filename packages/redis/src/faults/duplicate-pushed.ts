import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onPushed, onPushedArgs } from "./on-pushed.ts";

/** A subscriber gets messages again, so many `copies` (default 1) times, right behind the first. */
export const duplicatePushed = defineFaultType({
  name: "duplicate pushed message",
  args: object({ ...onPushedArgs.filled, copies: number() }, onPushedArgs.optional),
  defaults: { ...onStruckMessages, copies: 1 },
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ copies, ...where }) => onPushed(where, { copies }),
});
