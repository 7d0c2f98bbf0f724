import type { Fault } from "@chaos-packs/contract";
import { type OnStatements, onStatements } from "./on-statements.ts";

/** Statements reach the server so many ms late. */
export const delayStatement = ({ ms, ...where }: OnStatements & { readonly ms: number }): Fault =>
  onStatements("delay statement", where, { delayMs: ms });
