import { readFile } from "node:fs/promises";
import { ChaosError } from "@chaos-packs/contract/kind";

/** The SQL of a schema: given itself, or by a file (a URL, or a path that ends in .sql). Throws SCHEMA_FAILED. */
export async function readSchema(schema: string | URL): Promise<string> {
  if (typeof schema === "string" && !schema.trim().endsWith(".sql")) return schema;
  try {
    return await readFile(typeof schema === "string" && schema.startsWith("file:") ? new URL(schema) : schema, "utf8");
  } catch (cause) {
    throw new ChaosError("SCHEMA_FAILED", {
      expected: "the schema to be SQL, or a file that can be read",
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "Give the SQL itself, a file URL (new URL('schema.sql', import.meta.url)) or a path.",
      cause,
    });
  }
}
