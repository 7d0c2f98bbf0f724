import type pg from "pg";
import { clearLeftovers } from "./clear-leftovers.ts";
import { connect, OWN_NAME, urlOf } from "./connect.ts";

/** Shows on the server that a run lives, for as long as this connection does. */
export async function showRun(admin: pg.Client, run: string): Promise<void> {
  await admin.query(`set application_name = '${OWN_NAME} ${run}'`);
}

/** Drops what runs have left on a server that is not ours because they were killed. */
export async function dropStale(admin: pg.Client, url: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database d
     where datname ~ '^chaos_[0-9a-f]{8}_' and pg_has_role(datdba, 'usage') and not exists (
       select from pg_stat_activity where application_name = '${OWN_NAME} ' || substr(d.datname, 7, 8))`,
  );
  for (const { datname } of rows) {
    const database = await connect(urlOf(url, datname));
    try {
      await clearLeftovers(database, false);
    } finally {
      await database.end();
    }
    await admin.query(`drop database if exists ${datname} with (force)`);
  }
}
