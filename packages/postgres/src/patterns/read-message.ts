import { beginningAsPattern, type MessageReader, SCOPE, valuesOf } from "@chaos-packs/contract/kind";
import type { Exchange } from "../tap/seen-statement.ts";
import { statement } from "./statement.ts";

/** Tells of every statement on a link of the dependency. */
export const readMessages = (dependency: string): MessageReader<Exchange> => ({
  pattern: statement(/^/, () => ({}), { dependency, edges: ["after"], affected: () => true }),
  describe({ statement: { fingerprint, parameters, rows } }) {
    const of = dependency === "postgres" ? "" : `, { dependency: ${JSON.stringify(dependency)} }`;
    return {
      text: fingerprint,
      fingerprint,
      values: { ...valuesOf(parameters, "parameters"), ...valuesOf(rows[0], "rows[0]") },
      code: `statement(/^${beginningAsPattern(fingerprint)}/, ${SCOPE}${of})`,
    };
  },
});
