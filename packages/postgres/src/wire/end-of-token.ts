// Where the tokens of SQL end that may hold anything, a semicolon included. Each step looks at a character once, so a
// literal of any length costs its length: https://www.postgresql.org/docs/18/sql-syntax-lexical.html

const code = (character: string): number => character.charCodeAt(0);

const QUOTE = code("'");
const BACKSLASH = code("\\");
const DASH = code("-");
const STAR = code("*");
const SLASH = code("/");
const DOLLAR = code("$");
const NEWLINE = code("\n");
const RETURN = code("\r");
const LAST_ASCII = 127;

/** Space, tab, newline, vertical tab, form feed, carriage return: what the server's lexer takes for white space. */
export const isSpace = (character: number): boolean => character === 32 || (character >= 9 && character <= 13);

export const isDigit = (character: number): boolean => character >= 48 && character <= 57;

/** What an unquoted name may begin with; all characters beyond ASCII are letters to the server. */
export const isNameStart = (character: number): boolean =>
  (character >= 97 && character <= 122) ||
  (character >= 65 && character <= 90) ||
  character === 95 ||
  character > LAST_ASCII;

export const isNamePart = (character: number): boolean =>
  isNameStart(character) || isDigit(character) || character === DOLLAR;

/** The place after the characters from `at` on for which `is` holds. */
export function endOfRun(text: string, at: number, is: (character: number) => boolean): number {
  let end = at;
  while (end < text.length && is(text.charCodeAt(end))) end++;
  return end;
}

/** The place after a quoted token whose quote stands at `at`; a doubled quote belongs to it. */
export function endOfQuoted(text: string, at: number, quote: string): number {
  for (let from = at + 1; ; ) {
    const end = text.indexOf(quote, from);
    if (end < 0) return text.length;
    if (text[end + 1] !== quote) return end + 1;
    from = end + 2;
  }
}

/** The place after a string literal whose quote stands at `at`, with the pieces that continue it on later lines. */
export function endOfString(text: string, at: number, hasEscapes: boolean): number {
  const endOfPiece = (from: number): number => (hasEscapes ? endOfEscaped(text, from) : endOfQuoted(text, from, "'"));
  let end = endOfPiece(at);
  for (let next = continuation(text, end); next !== undefined; next = continuation(text, end)) end = endOfPiece(next);
  return end;
}

function endOfEscaped(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at++;
    else if (character === QUOTE && text.charCodeAt(at + 1) === QUOTE) at++;
    else if (character === QUOTE) return at + 1;
  }
  return text.length;
}

/** Where the next piece of a literal begins: strings with nothing but white space and a newline between them are one. */
function continuation(text: string, end: number): number | undefined {
  let hasNewline = false;
  for (let at = end; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) return hasNewline ? at : undefined;
    if (character === NEWLINE || character === RETURN) hasNewline = true;
    else if (character === DASH && text.charCodeAt(at + 1) === DASH) at = endOfLine(text, at) - 1;
    else if (!isSpace(character)) return undefined;
  }
  return undefined;
}

/** The place of the next newline. */
export function endOfLine(text: string, at: number): number {
  return endOfRun(text, at, (character) => character !== NEWLINE && character !== RETURN);
}

/** The place after a comment that begins at `start`. Comments nest. */
export function endOfComment(text: string, start: number): number {
  let depth = 1;
  for (let at = start + 2; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === STAR && text.charCodeAt(at + 1) === SLASH) depth--;
    else if (character === SLASH && text.charCodeAt(at + 1) === STAR) depth++;
    else continue;
    at++;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** The place after a dollar-quoted string that begins at `at`; undefined when none does. */
export function endOfDollarQuote(text: string, at: number): number | undefined {
  const isTagged = isNameStart(text.charCodeAt(at + 1));
  const tagEnd = isTagged
    ? endOfRun(text, at + 1, (character) => character !== DOLLAR && isNamePart(character))
    : at + 1;
  if (text.charCodeAt(tagEnd) !== DOLLAR) return undefined;
  const tag = text.slice(at, tagEnd + 1);
  const end = text.indexOf(tag, tagEnd + 1);
  return end < 0 ? text.length : end + tag.length;
}
