/** Header fields by lower-case name; fields that came several times are joined with a comma. */
export type Headers = Readonly<Record<string, string>>;

/**
 * Reads header lines, as lenient as the most lenient servers: blanks before the colon and folded lines are understood, and
 * what is no header is left out (RFC 9112, sections 5.1 and 5.2).
 */
export function parseHeaders(lines: readonly string[]): Headers {
  const headers: Record<string, string> = Object.create(null);
  let last: string | undefined;
  for (const line of lines) {
    const first = line.charCodeAt(0);
    if ((first === 32 || first === 9) && last !== undefined) {
      headers[last] = `${headers[last]} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`;
    last = name;
  }
  return headers;
}

/** The lines of a head or of trailers, whether they end in CRLF or in LF alone. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) if (line.endsWith("\r")) lines[index] = line.slice(0, -1);
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Whether a comma-separated header names the token. */
export const hasToken = (headers: Headers, name: string, token: string): boolean =>
  (headers[name] ?? "")
    .toLowerCase()
    .split(",")
    .some((each) => each.trim() === token);

/** The media type of a `content-type`, in lower case and without its parameters. */
export const mediaTypeOf = (headers: Headers): string =>
  (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
