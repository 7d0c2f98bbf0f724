import type { Schema } from "@chaos-packs/contract";

/** What is said of the keys of some objects, as a list. */
export function describeFields(...schemas: readonly Schema[]): string {
  const said = schemas.flatMap((schema) => describedKeys(schema, ""));
  return said.length === 0
    ? "Keys and types are as in the examples."
    : said.map(([key, text]) => `- \`${key}\`: ${text}`).join("\n");
}

function describedKeys(schema: Schema, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries((schema["properties"] ?? {}) as Record<string, Schema>).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const values = value["enum"] as readonly string[] | undefined;
    const text = [value["description"], values ? `one of ${values.join(", ")}` : undefined].filter(Boolean).join("; ");
    const own: readonly (readonly [string, string])[] = text === "" ? [] : [[path, text]];
    const items = (value["items"] ?? {}) as Schema;
    return [...own, ...describedKeys(value, `${path}.`), ...describedKeys(items, `${path}[].`)];
  });
}
