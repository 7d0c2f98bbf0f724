import { below, type Problem, type ProblemCode } from "./problem.ts";

/** What a JSON value is, for people. */
export function nameOfJson(value: unknown): string {
  if (value === undefined) return "it is missing";
  // Only scalars are shown: what is nested may be nested too deep.
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "it is an array" : "it is an object";
  const text = String(JSON.stringify(value));
  return `it is ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

/** The fields of an object by their names in lower case; none when it is no object. */
export function fieldsByName(value: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]) : []);
}

/**
 * The fields of one JSON object; what is wrong goes to one list with its path. As in Go, null is the same as nothing, and
 * `Name` the same as `name`: the client for .NET relies on it.
 */
export class JsonFields {
  readonly #path: string;
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #problems: Problem[];

  /** `known` are the names that it may have, in lower case. */
  constructor(value: unknown, path: string, known: readonly string[], problems: Problem[]) {
    this.#path = path;
    this.#problems = problems;
    this.#fields = fieldsByName(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.refuse(undefined, "an object", nameOfJson(value));
      return;
    }
    const expected = known.length === 0 ? "no field at all" : `one of the fields ${known.join(", ")}`;
    for (const name of Object.keys(value)) {
      if (!known.includes(name.toLowerCase())) this.refuse(name, expected, "there is no such field");
    }
  }

  /** Whether the field is there. */
  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get(name: string): unknown {
    return this.#fields.get(name) ?? undefined;
  }

  string(name: string): string | undefined {
    return this.#take(name, "a string", (value) => typeof value === "string") as string | undefined;
  }

  boolean(name: string): boolean | undefined {
    return this.#take(name, "true or false", (value) => typeof value === "boolean") as boolean | undefined;
  }

  /** A finite number. */
  number(name: string, expected: string, isPossible: (value: number) => boolean): number | undefined {
    return this.#take(
      name,
      expected,
      (value) => typeof value === "number" && Number.isFinite(value) && isPossible(value),
    ) as number | undefined;
  }

  array(name: string): readonly unknown[] | undefined {
    return this.#take(name, "an array", (value) => Array.isArray(value)) as readonly unknown[] | undefined;
  }

  /** Puts a problem on the list; `name` undefined means the object itself. */
  refuse(name: string | undefined, expected: string, came: string, code: ProblemCode = "BODY_NOT_POSSIBLE"): void {
    this.#problems.push({ path: name === undefined ? this.#path : below(this.#path, name), code, expected, came });
  }

  #take(name: string, expected: string, isPossible: (value: unknown) => boolean): unknown {
    const value = this.get(name);
    if (value === undefined || isPossible(value)) return value;
    this.refuse(name, expected, nameOfJson(value));
    return undefined;
  }
}
