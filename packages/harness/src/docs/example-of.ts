import type { Json, Schema } from "@chaos-packs/contract";

const nested = (schema: Schema, keyword: string): Schema => (schema[keyword] ?? {}) as Schema;

/** A value that a schema of the contract describes: required and optional keys, one item, the least number. For pages and OpenAPI. */
export function exampleOf(schema: Schema, name = "value"): Json {
  const [first] = (schema["enum"] ?? schema["anyOf"] ?? []) as readonly unknown[];
  if (schema["enum"]) return first as Json;
  if (schema["anyOf"]) return exampleOf(first as Schema, name);
  switch (schema["type"]) {
    case "object":
      return exampleOfObject(schema);
    case "array":
      return [exampleOf(nested(schema, "items"), name)];
    case "integer":
    case "number":
      return Math.max(1, Number(schema["minimum"] ?? 1));
    case "boolean":
      return true;
    case "string":
      return name;
    default:
      return null;
  }
}

function exampleOfObject(schema: Schema): Json {
  const properties = Object.entries(nested(schema, "properties"));
  if (properties.length === 0 && schema["additionalProperties"])
    return { name: exampleOf(nested(schema, "additionalProperties")) };
  return Object.fromEntries(properties.map(([key, value]) => [key, exampleOf(value as Schema, key)]));
}
