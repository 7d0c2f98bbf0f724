import type { Fault } from "@chaos-packs/contract";
import { type OnStatements, onStatements } from "./on-statements.ts";

/**
 * Statements fail with a SQLSTATE; the server does not run them, and a transaction they are in has failed there too.
 * After an error that ends connections (08…, 28…, 3D…, 53300, 57P…) the connection is closed.
 */
export const failStatement = ({
  sqlState,
  message,
  ...where
}: OnStatements & { readonly sqlState: string; readonly message?: string }): Fault =>
  onStatements("fail statement", where, { sqlState, ...(message !== undefined && { message }) });
