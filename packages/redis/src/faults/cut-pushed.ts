import { defineFaultType, object, oneOf } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onPushed, onPushedArgs } from "./on-pushed.ts";

/** A subscriber loses its connection `before` it gets the message (default), with half of it (`inside`), or right `after` it. */
export const cutPushed = defineFaultType({
  name: "cut pushed message",
  args: object({ ...onPushedArgs.filled, cut: oneOf("before", "inside", "after") }, onPushedArgs.optional),
  defaults: { ...onStruckMessages, cut: "before" },
  label: ({ cut }) => `cut pushed message ${cut}`,
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ cut, ...where }) => onPushed(where, { cut: cut === "after" ? "answered" : cut }),
});
