import { endOfRun } from "./end-of-token.ts";

/** A literal or a parameter, perhaps with its sign and its type. */
const VALUE = /^-? ?(?:\?|\$\d+)(?: ?:: ?[\w."]+(?: ?\[\])?)?$/;

/**
 * A fingerprint without what differs with how much a statement is about: of a list of values behind IN there is left `in (?)`,
 * of the rows behind VALUES the first.
 */
export function collapseLists(fingerprint: string): string {
  let collapsed = "";
  let at = 0;
  for (const found of fingerprint.matchAll(/\b(in|values) ?\(/g)) {
    const open = found.index + found[0].length - 1;
    if (open < at) continue;
    if (found[1] === "values") {
      const end = endOfParentheses(fingerprint, open);
      collapsed += fingerprint.slice(at, end);
      at = endOfRows(fingerprint, end);
      continue;
    }
    // One that has parentheses in it is no list of values, and need not be read to its end.
    const end = endOfRun(fingerprint, open + 1, isNoParenthesis);
    if (fingerprint[end] !== ")" || !isListOfValues(fingerprint.slice(open + 1, end))) continue;
    collapsed += `${fingerprint.slice(at, open)}(?)`;
    at = end + 1;
  }
  return collapsed + fingerprint.slice(at);
}

const isNoParenthesis = (character: number): boolean => character !== OPEN && character !== CLOSE;
const OPEN = "(".charCodeAt(0);
const CLOSE = ")".charCodeAt(0);

const isListOfValues = (list: string): boolean => list.split(",").every((value) => VALUE.test(value.trim()));

/** Behind the rows that follow the one which ends at `end`. */
function endOfRows(text: string, end: number): number {
  const next = / ?, ?\(/y;
  for (let at = end; ; at = endOfParentheses(text, next.lastIndex - 1)) {
    next.lastIndex = at;
    if (!next.test(text)) return at;
  }
}

/** Behind the parenthesis that closes the one at `open`; the end of a text in which none does. */
function endOfParentheses(text: string, open: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
