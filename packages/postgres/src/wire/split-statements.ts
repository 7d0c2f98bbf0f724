const IDENTIFIER = "[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*";

// One alternative for each thing that must be skipped as a whole: https://www.postgresql.org/docs/18/sql-syntax-lexical.html
const TOKEN = new RegExp(
  [
    "(?<space>\\s+|--[^\\n]*)",
    "(?<comment>/\\*)",
    "(?<literal>[eE]'(?:[^'\\\\]|''|\\\\[^])*'?|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'?)",
    `(?<dollar>\\$(?:${IDENTIFIER.replace("$", "")})?\\$)`,
    '(?<kept>"(?:[^"]|"")*"?|\\$\\d+)',
    `(?<word>${IDENTIFIER})`,
    "(?<number>0[xXoObB][\\da-fA-F_]+|(?:\\d[\\d_]*(?:\\.[\\d_]*)?|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?)",
    "(?<end>;)",
    "(?<other>[^])",
  ].join("|"),
  "gu",
);

/** One statement of a text: as it was written, and with everything left out that differs from call to call. */
export interface StatementText {
  readonly sql: string;
  /** Lower case, one space, no comments, literals as `?`; quoted names and `$1` as they are. */
  readonly fingerprint: string;
}

/** The statements of a text. A text with nothing in it is one empty statement, as it is for the server. */
export function splitStatements(text: string): readonly StatementText[] {
  const statements: StatementText[] = [];
  let print = "";
  let start = 0;
  const cut = (end: number): void => {
    const fingerprint = print.trim();
    if (fingerprint !== "") statements.push({ sql: text.slice(start, end).trim(), fingerprint });
    print = "";
  };
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const { space, comment, literal, dollar, kept, word, number, end } = token.groups ?? {};
    if (comment !== undefined) TOKEN.lastIndex = endOfComment(text, token.index);
    if (dollar !== undefined) TOKEN.lastIndex = endOfDollarQuote(text, token.index, dollar);
    if (space !== undefined || comment !== undefined) {
      if (!print.endsWith(" ")) print += " ";
    } else if (literal !== undefined || dollar !== undefined || number !== undefined) {
      print += "?";
    } else if (word !== undefined) {
      print += word.toLowerCase();
    } else if (end !== undefined) {
      cut(token.index);
      start = TOKEN.lastIndex;
    } else {
      print += kept ?? token[0];
    }
  }
  cut(text.length);
  return statements.length > 0 ? statements : [{ sql: text.trim(), fingerprint: "" }];
}

/** Comments nest. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const two = text.slice(at, at + 2);
    if (two === "/*") depth++;
    if (two === "*/") depth--;
    if (two === "/*" || two === "*/") at++;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfDollarQuote(text: string, start: number, tag: string): number {
  const end = text.indexOf(tag, start + tag.length);
  return end < 0 ? text.length : end + tag.length;
}
