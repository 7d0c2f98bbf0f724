import { defineFaultType, object } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onPushed, onPushedArgs } from "./on-pushed.ts";

/**
 * Messages are lost on their way to a subscriber, whose connection lives on: the others get them.
 * @example dropPushed({ match: "held" }) // one message, for the subscriber at the anchor
 */
export const dropPushed = defineFaultType({
  name: "drop pushed message",
  args: object(onPushedArgs.filled, onPushedArgs.optional),
  defaults: onStruckMessages,
  kind: redisKind,
  uses: ["links", "moments"],
  make: (where) => onPushed(where, { loses: true }),
});
