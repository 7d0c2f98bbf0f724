import type { MomentPattern } from "@chaos-packs/contract";
import type { LineMessage } from "./line-tap.ts";

/**
 * Recognises a line by a pattern; what its named groups hold is the scope. `S` are their names, which the type checker cannot
 * read off a regular expression.
 */
export const lineSent = <S extends string>(
  dependency: string,
  pattern: RegExp,
): MomentPattern<LineMessage, Readonly<Record<S, string>>> => ({
  dependency,
  edges: ["before", "after"],
  describes: String(pattern),
  scopeOf({ line }) {
    const found = pattern.exec(line);
    return found ? ({ ...found.groups } as Record<S, string>) : undefined;
  },
});
