import type { Json } from "./json.ts";

declare const described: unique symbol;

/** A JSON Schema (draft 2020-12) that remembers, for the type checker only, the type it describes. */
export interface Schema<T = unknown> {
  readonly [keyword: string]: unknown;
  readonly [described]?: T;
}

/** The type that a schema describes. */
export type Described<S> = S extends Schema<infer T> ? T : never;

type Properties = Readonly<Record<string, Schema>>;
type Simplify<T> = { [K in keyof T]: T[K] } & {};

const schema = <T>(keywords: Readonly<Record<string, unknown>>): Schema<T> => keywords as Schema<T>;

/** Any JSON value. */
export const anything = (): Schema<Json> => schema({});
/** A string. */
export const string = (keywords: { description?: string; pattern?: string } = {}): Schema<string> =>
  schema({ type: "string", ...keywords });
/** A finite number. */
export const number = (keywords: { description?: string; minimum?: number } = {}): Schema<number> =>
  schema({ type: "number", ...keywords });
/** A whole number. */
export const integer = (keywords: { description?: string; minimum?: number; maximum?: number } = {}): Schema<number> =>
  schema({ type: "integer", ...keywords });
/** True or false. */
export const boolean = (keywords: { description?: string } = {}): Schema<boolean> =>
  schema({ type: "boolean", ...keywords });
/** One of the given strings. */
export const oneOf = <const V extends string>(...values: readonly V[]): Schema<V> => schema({ enum: values });
/** What the schema describes, or null. */
export const nullable = <T>(inner: Schema<T>): Schema<T | null> => schema({ anyOf: [inner, { type: "null" }] });
/** What one of the schemas describes. */
export const anyOf = <const S extends readonly Schema[]>(...schemas: S): Schema<Described<S[number]>> =>
  schema({ anyOf: schemas });
/** A list. */
export const array = <T>(items: Schema<T>): Schema<readonly T[]> => schema({ type: "array", items });
/** An object whose keys are open and whose values are alike. */
export const record = <T>(values: Schema<T>): Schema<Readonly<Record<string, T>>> =>
  schema({ type: "object", additionalProperties: values });

/** An object: `required` keys must be there, `optional` ones may be; others are let through. */
export const object = <R extends Properties, O extends Properties = Readonly<Record<never, Schema>>>(
  required: R,
  optional?: O,
): Schema<Simplify<{ readonly [K in keyof R]: Described<R[K]> } & { readonly [K in keyof O]?: Described<O[K]> }>> =>
  schema({ type: "object", properties: { ...required, ...optional }, required: Object.keys(required) });
