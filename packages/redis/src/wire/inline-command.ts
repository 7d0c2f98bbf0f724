import { Malformed } from "./malformed.ts";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", a: "\x07" };

/** Splits a command typed as a line into its words, with the quoting that Redis knows (`SET key "two words"`). */
export function splitInline(line: string): readonly string[] {
  const words: string[] = [];
  const text = line.replace(/\r?\n$/, "");
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? "")) at++;
    if (at >= text.length) return words;
    let word = "";
    while (at < text.length && !/\s/.test(text[at] as string)) {
      const quote = text[at] as string;
      if (quote !== '"' && quote !== "'") {
        word += text[at++];
        continue;
      }
      const end = endOfQuote(text, at, quote);
      word += unquote(text.slice(at + 1, end), quote);
      at = end + 1;
      if (at < text.length && !/\s/.test(text[at] as string)) throw new Malformed("a quote is followed by a word");
    }
    words.push(word);
  }
}

function endOfQuote(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && (quote === '"' || text[at + 1] === "'")) at++;
    else if (text[at] === quote) return at;
  }
  throw new Malformed("a quote has no end");
}

const unquote = (quoted: string, quote: string): string =>
  quote === "'"
    ? quoted.replaceAll("\\'", "'")
    : quoted.replace(/\\(?:x([0-9a-f]{2})|(.))/gis, (_all, hex?: string, character = "") =>
        hex === undefined ? (ESCAPES[character] ?? character) : String.fromCharCode(Number.parseInt(hex, 16)),
      );
