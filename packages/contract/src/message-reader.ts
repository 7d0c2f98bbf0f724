import type { MomentPattern } from "./link.ts";

/** Where in the code of a message the function stands that reads its scope. */
export const SCOPE = "SCOPE";

/** A message on a wire, in words and as code for a target file. */
export interface MessageDescription {
  /** For people, on one line: `insert into documents (id, pages) values ($1, $2)`. */
  readonly text: string;
  /** Equal for messages that differ only in their values. */
  readonly fingerprint: string;
  /** From what a scope may be read: the expression on the argument of the scope function (`parameters[0]`), and what stands there. */
  readonly values: Readonly<Record<string, string>>;
  /** How a target file recognises it: `statement(/^insert into documents/, SCOPE)`. */
  readonly code: string;
}

/** What a kind of dependency can tell of every message on its wire, so that a run can be shown message by message. */
export interface MessageReader<M = never> {
  /** Every message is it, at the edge `after`; its scope is empty. */
  readonly pattern: MomentPattern<M>;
  describe(message: M): MessageDescription;
}

const MOST_VALUES = 40;
const LONGEST_VALUE = 200;

/** The values of a decoded body or of arguments by the expression that reads each, those that are short. */
export function valuesOf(value: unknown, path: string, found: Record<string, string> = {}): Record<string, string> {
  if (Object.keys(found).length >= MOST_VALUES) return found;
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value);
    if (text !== "" && text.length <= LONGEST_VALUE) found[path] = text;
  } else if (Array.isArray(value))
    for (const [index, each] of value.entries()) valuesOf(each, `${path}[${index}]`, found);
  else if (typeof value === "object" && value !== null)
    for (const [key, each] of Object.entries(value))
      valuesOf(each, /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`, found);
  return found;
}

/** The beginning of a text as a regular expression in source code, on a whole word. */
export function beginningAsPattern(text: string, longest = 60): string {
  const cut = text.length > longest ? text.slice(0, longest).replace(/\s+\S*$/, "") : text;
  return cut.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
