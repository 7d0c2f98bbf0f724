const LINE = 120;
const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** A name as the key of an object. */
export const keyOf = (name: string): string => (isIdentifier(name) ? name : JSON.stringify(name));

/** A way to a value of an object, as code: `url.postgres`. */
export const access = (of: string, name: string): string =>
  isIdentifier(name) ? `${of}.${name}` : `${of}[${JSON.stringify(name)}]`;

/** Code that stands in the place of a value. */
export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value as code on one line. */
export function literal(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).map(([name, each]) => {
    const code = literal(each);
    return code === name ? name : `${keyOf(name)}: ${code}`;
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** A value as code, on several lines when one would be too long behind `before`. */
export function laidOut(value: unknown, before: string, indent: string): string {
  const line = literal(value);
  if (`${indent}${before}${line},`.length <= LINE || value instanceof Code) return line;
  if (typeof value !== "object" || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((each) => `${inner}${laidOut(each, "", inner)},`);
    return `[\n${items.join("\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([name, each]) => {
    const code = laidOut(each, `${keyOf(name)}: `, inner);
    return `${inner}${code === name ? name : `${keyOf(name)}: ${code}`},`;
  });
  return `{\n${entries.join("\n")}\n${indent}}`;
}

/** Whether code fits a line behind what stands before it. */
export const fits = (line: string): boolean => line.length <= LINE;
