import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onStatements, onStatementsArgs } from "./on-statements.ts";

/** Statements reach the server so many ms late. */
export const delayStatement = defineFaultType({
  name: "delay statement",
  args: object({ ...onStatementsArgs.filled, ms: number() }, onStatementsArgs.optional),
  defaults: onStruckMessages,
  kind: postgresKind,
  uses: ["links", "moments"],
  make: ({ ms, ...where }) => onStatements(where, { delayMs: ms }),
});
