import { defineFaultType, number, object, oneOf } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onCommands, onCommandsArgs } from "./on-commands.ts";
import { onStruckMessages } from "./on-messages.ts";

/**
 * Of a reply that is a list (or a map: pairs) only the first `items` come, from 0; one that is none is cut in half, or left as it
 * is. `cut` (default): the rest is lost with the connection; `shorten`: the reply is sound, and the rest is not in it.
 */
export const truncateReply = defineFaultType({
  name: "truncate reply",
  args: object({ ...onCommandsArgs.filled, items: number(), how: oneOf("cut", "shorten") }, onCommandsArgs.optional),
  defaults: { ...onStruckMessages, how: "cut" },
  label: ({ how }) => `truncate reply (${how})`,
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ items, how, ...where }) => onCommands(where, { items, ...(how === "cut" && { cut: "inside" }) }),
});
