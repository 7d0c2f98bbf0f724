import { defineFaultType, object, oneOf } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onCommands, onCommandsArgs } from "./on-commands.ts";
import { onStruckMessages } from "./on-messages.ts";

/**
 * Commands lose their connection: `before` the server hears of them, `unanswered` (default: the server has done them, the client
 * never learns), or `answered` (behind the reply).
 */
export const cutCommand = defineFaultType({
  name: "cut command",
  args: object({ ...onCommandsArgs.filled, cut: oneOf("before", "unanswered", "answered") }, onCommandsArgs.optional),
  defaults: { ...onStruckMessages, cut: "unanswered" },
  label: ({ cut }) => `cut command ${cut}`,
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ cut, ...where }) => onCommands(where, { cut }),
});

/**
 * Loses commands: their connection is reset before the server hears of them. (Replies have no ids, so losing a command
 * alone would give its client wrong answers for ever after; no network does that.)
 */
export const dropCommand = defineFaultType({
  name: "drop command",
  args: object(onCommandsArgs.filled, onCommandsArgs.optional),
  defaults: onStruckMessages,
  kind: redisKind,
  uses: ["links", "moments"],
  make: (where) => onCommands(where, { cut: "before" }),
});
