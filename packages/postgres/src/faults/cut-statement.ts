import { defineFaultType, object, oneOf } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onStatements, onStatementsArgs } from "./on-statements.ts";

/**
 * Statements lose their connection: `before` the server hears of them, `unanswered` (default: the server has run them, the
 * client never learns), or `answered` (right after the client has its answer).
 */
export const cutStatement = defineFaultType({
  name: "cut statement",
  args: object(
    { ...onStatementsArgs.filled, cut: oneOf("before", "unanswered", "answered") },
    onStatementsArgs.optional,
  ),
  defaults: { ...onStruckMessages, cut: "unanswered" },
  label: ({ cut }) => `cut statement ${cut}`,
  kind: postgresKind,
  uses: ["links", "moments"],
  make: ({ cut, ...where }) => onStatements(where, { cut }),
});
