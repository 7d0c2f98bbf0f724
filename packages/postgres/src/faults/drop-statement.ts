import type { Fault } from "@chaos-packs/contract";
import { type OnStatements, onStatements } from "./on-statements.ts";

/** Statements take their connection with them: it is reset before the server hears of them. */
export const dropStatement = (where: OnStatements = {}): Fault =>
  onStatements("drop statement", where, { cut: "before" });
