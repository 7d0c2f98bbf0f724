import type { Schema } from "./schema.ts";

/** Where a value is not as its schema says. */
export interface SchemaProblem {
  /** From the value's root: `match.payload`, `[1].args`; empty: the root itself. */
  readonly path: string;
  readonly expected: string;
  readonly came: string;
}

type Keywords = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
};

/** The first place where a value is not as a schema of the contract's builders says; undefined: it fits. What JSON cannot hold fits nothing. */
export function schemaProblem(schema: Schema, value: unknown, path = ""): SchemaProblem | undefined {
  const keywords = schema as Keywords;
  const wrong = { path, expected: describeSchema(schema), came: describeValue(value) };
  if (keywords.anyOf) return anyProblem(keywords.anyOf, value, wrong);
  if (keywords.enum) return keywords.enum.includes(value) ? undefined : wrong;
  if (!isOfType(keywords.type, value)) return wrong;
  if (typeof value === "number" && (value < (keywords.minimum ?? value) || value > (keywords.maximum ?? value)))
    return wrong;
  if (typeof value === "string" && keywords.pattern !== undefined && !new RegExp(keywords.pattern).test(value))
    return wrong;
  if (Array.isArray(value)) return first(value, (each, at) => inside(keywords.items, each, `${path}[${at}]`));
  return isPlainObject(value) ? objectProblem(keywords, value, path) : undefined;
}

function objectProblem(keywords: Keywords, value: Readonly<Record<string, unknown>>, path: string) {
  const { properties = {}, required = [], additionalProperties = true } = keywords;
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const missing = required.find((key) => value[key] === undefined);
  if (missing !== undefined)
    return { path: at(missing), expected: describeSchema(properties[missing] ?? {}), came: "it is missing" };
  return first(Object.entries(value), ([key, each]) => {
    if (each === undefined) return undefined;
    if (Object.hasOwn(properties, key)) return inside(properties[key], each, at(key));
    if (additionalProperties !== false)
      return inside(additionalProperties === true ? undefined : additionalProperties, each, at(key));
    return { path: at(key), expected: `one of ${Object.keys(properties).join(", ")}`, came: "there is no such field" };
  });
}

/** Of several the one whose type fits tells best what is wrong. */
function anyProblem(schemas: readonly Schema[], value: unknown, wrong: SchemaProblem): SchemaProblem | undefined {
  const problems = schemas.map((each) => schemaProblem(each, value, wrong.path));
  if (problems.includes(undefined)) return undefined;
  return problems.find((each) => each?.path !== wrong.path) ?? wrong;
}

const inside = (schema: Schema | undefined, value: unknown, path: string): SchemaProblem | undefined =>
  schemaProblem(schema ?? {}, value, path);

function first<T, R>(list: readonly T[], find: (each: T, at: number) => R | undefined): R | undefined {
  for (const [at, each] of list.entries()) {
    const found = find(each, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOfType(type: string | undefined, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (typeof value === "number") return Number.isFinite(value) && (type === undefined || type === "number");
  if (value === null) return type === undefined || type === "null";
  if (Array.isArray(value)) return type === undefined || type === "array";
  if (typeof value === "object") return isPlainObject(value) && (type === undefined || type === "object");
  if (typeof value !== "string" && typeof value !== "boolean") return false;
  return type === undefined || type === typeof value;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function describeSchema(schema: Schema): string {
  const { type, enum: values, anyOf, minimum, maximum, pattern } = schema as Keywords;
  if (anyOf) return anyOf.map(describeSchema).join(", or ");
  if (values) return values.map((each) => JSON.stringify(each)).join(" or ");
  const bounds = [minimum !== undefined && `from ${minimum}`, maximum !== undefined && `to ${maximum}`];
  const what = [NAMES[type ?? ""] ?? "a JSON value", ...bounds.filter((each) => each !== false)].join(" ");
  return pattern === undefined ? what : `${what} like ${pattern}`;
}

const NAMES: Readonly<Record<string, string>> = {
  integer: "a whole number",
  number: "a finite number",
  string: "a string",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

function describeValue(value: unknown): string {
  if (value === undefined) return "it is missing";
  if (typeof value === "function") return "it is a function";
  if (value instanceof RegExp) return `it is the regular expression ${value}`;
  if (typeof value === "number") return `it is ${value}`;
  return `it is ${JSON.stringify(value) ?? String(value)}`;
}
