import { defineFaultType, object } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onStatements, onStatementsArgs } from "./on-statements.ts";

/** Statements take their connection with them: it is reset before the server hears of them. */
export const dropStatement = defineFaultType({
  name: "drop statement",
  args: object({ ...onStatementsArgs.filled }, onStatementsArgs.optional),
  defaults: onStruckMessages,
  kind: postgresKind,
  uses: ["links", "moments"],
  make: (where) => onStatements(where, { cut: "before" }),
});
