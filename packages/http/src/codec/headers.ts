/** Header fields by lower-case name; fields that came several times are joined with a comma. */
export type Headers = Readonly<Record<string, string>>;

const FIELD_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads header lines; undefined when one of them is not a header. */
export function parseHeaders(lines: readonly string[]): Headers | undefined {
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!FIELD_NAME.test(name)) return undefined;
    const value = line.slice(colon + 1).trim();
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  return headers;
}

/** Whether a comma-separated header names the token. */
export const hasToken = (headers: Headers, name: string, token: string): boolean =>
  (headers[name] ?? "")
    .toLowerCase()
    .split(",")
    .some((each) => each.trim() === token);
