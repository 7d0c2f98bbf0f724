import { ChaosError } from "./chaos-error.ts";
import { anyOf, object, type Schema, string } from "./schema.ts";

/**
 * Which texts, as data: those that have `text` in them, or in which the regular expression `matches` is found (its source, as
 * JavaScript has it, without flags).
 */
export type TextMatch = { readonly text: string } | { readonly matches: string };

/** Which texts, as an argument of a fault. */
export const textMatchArg: Schema<TextMatch> = anyOf(
  { ...object({ text: string() }), additionalProperties: false },
  { ...object({ matches: string() }), additionalProperties: false },
) as Schema<TextMatch>;

/** The regular expression that finds what a match means. Throws BAD_TEXT_MATCH. */
export function textPattern(match: TextMatch): RegExp {
  if ("text" in match) return new RegExp(match.text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  try {
    return new RegExp(match.matches);
  } catch (cause) {
    throw new ChaosError("BAD_TEXT_MATCH", {
      expected: "`matches` to be the source of a regular expression",
      came: match.matches,
      todo: 'Correct it, or look for a text as it stands: { text: "insert into" }.',
      cause,
    });
  }
}
