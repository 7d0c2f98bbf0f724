import { collapseLists } from "./collapse-lists.ts";
import {
  endOfComment,
  endOfDollarQuote,
  endOfLine,
  endOfQuoted,
  endOfRun,
  endOfString,
  isDigit,
  isNamePart,
  isNameStart,
  isSpace,
} from "./end-of-token.ts";

/** One statement of a text: as it was written, and with everything left out that differs from call to call. */
export interface StatementText {
  /** The first million characters. */
  readonly sql: string;
  /**
   * Lower case, one space, no comments, literals as `?`, lists of values as one; quoted names and `$1` as they are. The first
   * 10,000 characters.
   */
  readonly fingerprint: string;
  /** Not all of it is here. */
  readonly isCut: boolean;
}

/** How a text is read. */
export interface SplitOptions {
  /** The session's standard_conforming_strings; default true: a backslash in a plain literal is a backslash. */
  readonly isStandard?: boolean;
}

const LONGEST_SQL = 1_000_000;
// Patterns are the users' regular expressions: what they may see is bounded, so that none takes seconds.
const LONGEST_FINGERPRINT = 10_000;
/** Lists of values are longer before they are made one. */
const LONGEST_PRINT = LONGEST_SQL;

/** The statements of a text. A text with nothing in it is one empty statement, as it is for the server. */
export function splitStatements(text: string, options: SplitOptions = {}): readonly StatementText[] {
  return new Splitter(text, options.isStandard ?? true).split();
}

/** A copy of the beginning of a text, which does not keep all of it in memory. */
export const beginningOf = (text: string, length: number): string =>
  text.length <= length ? text : Buffer.from(text.slice(0, length), "utf16le").toString("utf16le");

class Splitter {
  readonly #text: string;
  readonly #isStandard: boolean;
  readonly #statements: StatementText[] = [];
  #start = 0;
  #at = 0;
  #print = "";
  /** What was put last is a space: asking the print itself would copy all of it each time. */
  #isSpaced = false;
  readonly #body = new RoutineBody();

  constructor(text: string, isStandard: boolean) {
    this.#text = text;
    this.#isStandard = isStandard;
  }

  split(): readonly StatementText[] {
    while (this.#at < this.#text.length) this.#step();
    this.#cut();
    return this.#statements.length > 0
      ? this.#statements
      : [{ sql: beginningOf(trimmed(this.#text), LONGEST_SQL), fingerprint: "", isCut: false }];
  }

  /** One token. */
  #step(): void {
    const text = this.#text;
    const at = this.#at;
    const first = text.charCodeAt(at);
    const pair = text.slice(at, at + 2);
    if (isSpace(first)) this.#skip(endOfRun(text, at, isSpace));
    else if (pair === "--") this.#skip(endOfLine(text, at));
    else if (pair === "/*") this.#skip(endOfComment(text, at));
    else if (first === QUOTE) this.#put("?", endOfString(text, at, !this.#isStandard));
    else if (isNameStart(first)) this.#name(at, pair);
    else if (isDigit(first) || (pair[0] === "." && isDigit(text.charCodeAt(at + 1))))
      this.#put("?", endOfNumber(text, at));
    else if (pair[0] === '"') this.#keep(endOfQuoted(text, at, '"'));
    else if (pair[0] === "$") this.#dollar(at);
    else if (pair[0] === ";" && !this.#body.isOpen) this.#end();
    else {
      this.#body.sign(pair[0] ?? "");
      this.#keep(at + 1);
    }
  }

  /** A name, a key word, or the letter before a literal that says how it is written. */
  #name(at: number, pair: string): void {
    const text = this.#text;
    const prefix = pair.toLowerCase();
    if (prefix === "e'") return this.#put("?", endOfString(text, at + 1, true));
    if (prefix === "b'" || prefix === "x'") return this.#put("?", endOfString(text, at + 1, false));
    if (prefix === "n'") return this.#put("?", endOfString(text, at + 1, !this.#isStandard));
    if (prefix === "u&" && text.charCodeAt(at + 2) === QUOTE) return this.#put("?", endOfString(text, at + 2, false));
    const end = endOfRun(text, at, isNamePart);
    const word = end - at > LONGEST_FINGERPRINT ? text.slice(at, at + LONGEST_FINGERPRINT) : text.slice(at, end);
    const name = word.toLowerCase();
    this.#body.word(name);
    this.#put(name, end);
  }

  /** A parameter, a dollar-quoted string, or a dollar of nothing. */
  #dollar(at: number): void {
    if (isDigit(this.#text.charCodeAt(at + 1))) return this.#keep(endOfRun(this.#text, at + 1, isDigit));
    const end = endOfDollarQuote(this.#text, at);
    if (end === undefined) this.#keep(at + 1);
    else this.#put("?", end);
  }

  #skip(end: number): void {
    if (!this.#isSpaced) this.#put(" ", end);
    this.#at = end;
  }

  #keep(end: number): void {
    this.#put(this.#text.slice(this.#at, Math.min(end, this.#at + LONGEST_FINGERPRINT)), end);
  }

  #put(print: string, end: number): void {
    if (this.#print.length <= LONGEST_PRINT) this.#print += print;
    this.#isSpaced = print === " ";
    this.#at = end;
  }

  #end(): void {
    this.#cut();
    this.#at++;
    this.#start = this.#at;
  }

  #cut(): void {
    const isWhole = this.#print.length <= LONGEST_PRINT;
    const fingerprint = collapseLists(trimmed(this.#print));
    this.#print = "";
    this.#isSpaced = false;
    this.#body.reset();
    if (fingerprint === "") return;
    const sql = trimmed(this.#text.slice(this.#start, this.#at));
    const isCut = !isWhole || sql.length > LONGEST_SQL || fingerprint.length > LONGEST_FINGERPRINT;
    this.#statements.push({
      sql: beginningOf(sql, LONGEST_SQL),
      fingerprint: fingerprint.slice(0, LONGEST_FINGERPRINT),
      isCut,
    });
  }
}

/** Without the white space around it; what is white space beyond ASCII is a letter to the server. */
function trimmed(text: string): string {
  const start = endOfRun(text, 0, isSpace);
  let end = text.length;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const QUOTE = "'".charCodeAt(0);

function endOfNumber(text: string, at: number): number {
  const isPartOfNumber = (character: number): boolean => isDigit(character) || character === UNDERSCORE;
  if (text[at] === "0" && "xXoObB".includes(text[at + 1] ?? " ")) {
    return endOfRun(text, at + 2, (character) => isNamePart(character) && character !== DOLLAR);
  }
  let end = endOfRun(text, at, isPartOfNumber);
  // `1..10` is a range in PL/pgSQL; two dots are no part of a number.
  if (text[end] === "." && text[end + 1] !== ".") end = endOfRun(text, end + 1, isPartOfNumber);
  if (text[end] !== "e" && text[end] !== "E") return end;
  const exponent = text[end + 1] === "+" || text[end + 1] === "-" ? end + 2 : end + 1;
  return isDigit(text.charCodeAt(exponent)) ? endOfRun(text, exponent, isDigit) : end;
}

const UNDERSCORE = "_".charCodeAt(0);
const DOLLAR = "$".charCodeAt(0);

/** Whether a semicolon ends no statement because it stands in parentheses (CREATE RULE) or in the body of CREATE FUNCTION. */
class RoutineBody {
  /** The first words of the statement, as many as tell whether it creates a function. */
  #words = "";
  #count = 0;
  #last = "";
  #parentheses = 0;
  /** BEGIN ATOMIC, and each CASE in it, up to its END. */
  #depth = 0;

  get isOpen(): boolean {
    return this.#parentheses > 0 || this.#depth > 0;
  }

  sign(character: string): void {
    if (character === "(") this.#parentheses++;
    if (character === ")" && this.#parentheses > 0) this.#parentheses--;
  }

  word(name: string): void {
    if (this.#count < 4) this.#words += `${name} `;
    this.#count++;
    if (this.#parentheses === 0 && CREATES_ROUTINE.test(this.#words)) {
      if (this.#depth === 0 && this.#last === "begin" && name === "atomic") this.#depth = 1;
      else if (this.#depth > 0 && name === "case") this.#depth++;
      else if (this.#depth > 0 && name === "end") this.#depth--;
    }
    this.#last = name;
  }

  reset(): void {
    this.#words = "";
    this.#count = 0;
    this.#last = "";
    this.#parentheses = 0;
    this.#depth = 0;
  }
}

const CREATES_ROUTINE = /^create (or replace )?(function|procedure) /;
