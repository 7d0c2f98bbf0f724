import { ChaosError } from "@chaos-packs/contract/kind";

/** What a path was made of: the named segments, percent-decoded. */
export type Params = Readonly<Record<string, string>>;

/** The named parts of a template as the type checker knows it: those of a regular expression, or of any string, are not known. */
export type ParamsOf<Path> = Path extends string
  ? string extends Path
    ? Params
    : { readonly [K in NamesIn<Path>]: string }
  : Params;
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Whole}*` ? Whole : Name) | NamesIn<Rest>
  : never;

/** Reads a path; undefined when it is another. */
export type PathMatcher = (path: string) => Params | undefined;

/**
 * Makes a matcher of a template, or of a regular expression, whose named groups become the params. In a template `{name}`
 * stands for one segment and `{name*}`, at its end, for all that follow: `/objects/{bucket}/{key*}`.
 * Throws a ChaosError INVALID_PATH_TEMPLATE.
 */
export function matchPath(template: string | RegExp): PathMatcher {
  const pattern =
    typeof template === "string" ? compile(template) : new RegExp(template.source, template.flags.replace(/[gy]/g, ""));
  return (path) => {
    const match = pattern.exec(path);
    return match
      ? Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, text]) => [name, decode(text)]))
      : undefined;
  };
}

function compile(template: string): RegExp {
  const source = template.replace(
    /\{(\w+)(\*?)\}|[^{}]+|[{}]/g,
    (part: string, name: string | undefined, tail: string) => {
      if (name !== undefined) return tail ? `(?<${name}>.*)` : `(?<${name}>[^/]+)`;
      if (part === "{" || part === "}") throw invalid(template, "it has a brace that names nothing");
      return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    },
  );
  if (!template.startsWith("/")) throw invalid(template, "it does not start with a slash");
  if (/\*\}./.test(template)) throw invalid(template, "something follows its {…*}");
  try {
    return new RegExp(`^${source}$`);
  } catch (cause) {
    throw invalid(template, "a name in it cannot be used or stands twice", cause);
  }
}

const invalid = (template: string, came: string, cause?: unknown): ChaosError =>
  new ChaosError("INVALID_PATH_TEMPLATE", {
    expected: "a path such as /objects/{key} or /files/{rest*}",
    came: `${template} is not: ${came}`,
    todo: "Mend the template, or use a regular expression with named groups.",
    cause,
  });

function decode(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return text ?? "";
  }
}
