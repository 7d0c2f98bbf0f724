import { ChaosError } from "@chaos-packs/contract/kind";
import type pg from "pg";
import { connect, urlOf } from "./connect.ts";
import { keepFirstRows } from "./first-rows.ts";

/** Creates a database with the schema, and keeps a copy of its first rows for resets. Throws SCHEMA_FAILED with what Postgres says. */
export async function createDatabase(admin: pg.Client, url: string, name: string, sql: string): Promise<void> {
  await admin.query(`create database ${name}`);
  const database = await connect(urlOf(url, name));
  try {
    await database.query(sql);
    await database.query("reset all");
    await keepFirstRows(database);
  } catch (cause) {
    throw new ChaosError("SCHEMA_FAILED", {
      expected: "the schema to be accepted",
      came: `Postgres says: ${placeOf(cause, sql)}`,
      todo: "Run the schema with psql on an empty database, and mend it.",
      cause,
    });
  } finally {
    await database.end();
  }
}

function placeOf(cause: unknown, sql: string): string {
  if (!(cause instanceof Error)) return String(cause);
  const position = "position" in cause ? Number(cause.position) : Number.NaN;
  if (!(position > 0)) return cause.message;
  return `${cause.message} (line ${sql.slice(0, position - 1).split("\n").length})`;
}
