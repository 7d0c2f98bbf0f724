import { defineFaultType, object, string } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onStatements, onStatementsArgs } from "./on-statements.ts";

/**
 * Statements fail with a SQLSTATE; the server does not run them, and a transaction they are in has failed there too.
 * After an error that ends connections (08…, 28…, 3D…, 53300, 57P…) the connection is closed.
 */
export const failStatement = defineFaultType({
  name: "fail statement",
  args: object({ ...onStatementsArgs.filled, sqlState: string() }, { ...onStatementsArgs.optional, message: string() }),
  defaults: onStruckMessages,
  kind: postgresKind,
  uses: ["links", "moments"],
  make: ({ sqlState, message, ...where }) =>
    onStatements(where, { sqlState, ...(message !== undefined && { message }) }),
});
