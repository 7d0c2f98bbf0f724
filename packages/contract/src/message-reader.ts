import type { MomentPattern } from "./link.ts";

/** A value in a message from which a scope may be read. */
export interface MessageValue {
  /** The expression on the argument of the scope function: `parameters[0]`. */
  readonly read: string;
  readonly value: string;
  /** The name of the column, of the field or of the part of a key in which it stands, where that is known. */
  readonly field?: string;
  /** It stands in the answer: it is there only at the edge `after`. */
  readonly isAnswered?: boolean;
}

/** The text by which a pattern recognises a message. */
export interface TellingText {
  readonly text: string;
  /** What a regular expression for it begins with: `^` where nothing may stand before it. */
  readonly anchor: "^" | "";
  /** All in which such an expression is looked for, when that is more than the text. */
  readonly within?: string;
  /** Recognises the message where the text does not tell it from another: code. */
  readonly otherwise?: string;
}

/** How a target file recognises a message: `call(first, …, scope, { options })`. */
export interface PatternCode {
  /** The function of the kind: `statement`. */
  readonly call: string;
  /** What it takes before the scope, as code. */
  readonly args: readonly string[];
  /** Its first argument is a regular expression for the beginning of this text, as long as tells it from other messages. */
  readonly telling?: TellingText;
  /** Its options by name, as code. */
  readonly options: Readonly<Record<string, string>>;
  /** The message ends a transaction, and has no values: the function that takes the pattern of an earlier message of it, `commitOf`. */
  readonly endOf?: string;
}

/** A message on a wire, in words and as code for a target file. */
export interface MessageDescription {
  /** For people, on one line: `insert into documents (id, pages) values ($1, $2)`. */
  readonly text: string;
  /** Equal for messages that differ only in their values. */
  readonly fingerprint: string;
  /** What it came to, equal for answers of one sort: `no rows` and `rows`, `nothing` and `a reply`; `no answer` before there is one. */
  readonly outcome: string;
  /** The code of the error that it was answered with. */
  readonly failed?: string;
  /** The server has sent it by itself: nobody answers it. */
  readonly isPushed?: boolean;
  /** What it does to a transaction of its connection. */
  readonly transaction?: "begins" | "ends";
  readonly values: readonly MessageValue[];
  readonly pattern: PatternCode;
}

/** What a kind of dependency can tell of every message on its wire, so that a run can be shown message by message. */
export interface MessageReader<M = never> {
  /** Every message is it, at both edges; its scope is empty. */
  readonly pattern: MomentPattern<M>;
  /** An object that a message has at both edges, and no other message has. */
  identityOf(message: M): object;
  /** Describes a message; `own` are values that differ from run to run, beside those that look so. */
  describe(message: M, own?: ReadonlySet<string>): MessageDescription;
}

const MOST_VALUES = 200;
const LONGEST_VALUE = 200;
const LONGEST_JSON = 100_000;

/** The short values of a decoded body or of arguments, each with the expression that reads it; text that is a JSON object is read as one. */
export function messageValues(
  value: unknown,
  read: string,
  { field, isAnswered = false }: Pick<MessageValue, "field" | "isAnswered"> = {},
): readonly MessageValue[] {
  const found: MessageValue[] = [];
  const walk = (each: unknown, at: string, name: string | undefined): void => {
    if (found.length >= MOST_VALUES) return;
    const inside = jsonIn(each);
    if (inside !== undefined) walk(inside, `JSON.parse(${at})`, name);
    else if (typeof each === "string" || typeof each === "number") {
      const text = String(each);
      if (text === "" || text.length > LONGEST_VALUE) return;
      found.push({
        read: at,
        value: text,
        ...(name !== undefined && { field: name }),
        ...(isAnswered && { isAnswered }),
      });
    } else if (Array.isArray(each)) for (const [index, one] of each.entries()) walk(one, `${at}[${index}]`, name);
    else if (typeof each === "object" && each !== null)
      for (const [key, one] of Object.entries(each))
        walk(one, isIdentifier(key) ? `${at}.${key}` : `${at}[${JSON.stringify(key)}]`, key);
  };
  walk(value, read, field);
  return found;
}

function jsonIn(value: unknown): object | undefined {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value) || value.length > LONGEST_JSON) return undefined;
  try {
    return JSON.parse(value) as object;
  } catch {
    // Text that only begins like JSON is a value like any other.
    return undefined;
  }
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** What is an id, a number or a random token in the name of a key or a path. */
const VOLATILE = /[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}|(?<![^\W_])(?:[\da-f]{16,}|\d+)(?![^\W_])/gi;

/** A name, such as that of a key, with a star for each part that differs from run to run: what looks so, and values that are known to. */
export function maskName(name: string, own: ReadonlySet<string> = new Set()): string {
  let masked = name;
  // The longest first: one may stand in another.
  for (const value of [...own].sort((one, other) => other.length - one.length))
    if (isTelling(value)) masked = masked.replace(asWhole(value), "*");
  return masked.replace(VOLATILE, "*");
}

/** A number is masked anyway, and a single letter may be any. */
const isTelling = (value: string): boolean => value.length > 1 && !/^\d+$/.test(value);

const asWhole = (value: string): RegExp =>
  new RegExp(`(?<![^\\W_])${value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![^\\W_])`, "g");
