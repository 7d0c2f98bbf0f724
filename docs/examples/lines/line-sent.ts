import type { MomentPattern, Scope } from "@chaos-packs/contract";
import type { LineMessage } from "./line-tap.ts";

/** Recognises a line by a pattern; what its named groups hold is the scope. */
export const lineSent = (dependency: string, pattern: RegExp): MomentPattern<LineMessage> => ({
  dependency,
  edges: ["before", "after"],
  describes: String(pattern),
  scopeOf: ({ line }): Scope | undefined => {
    const found = pattern.exec(line);
    return found ? { ...found.groups } : undefined;
  },
});
