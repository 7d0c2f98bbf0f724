import type pg from "pg";

const OURS = "^chaos_[0-9a-f]{8}_";

/** Shows that a run lives, for as long as the connection does: whoever can take its lock may drop its databases. */
export async function takeRunLock(admin: pg.Client, run: string): Promise<void> {
  await admin.query("select pg_advisory_lock($1::bigint)", [lockOf(run)]);
}

/** Drops what runs have left on a server that is not ours because they were killed. */
export async function dropStale(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>("select datname from pg_database where datname ~ $1", [OURS]);
  for (const { datname } of rows) {
    const lock = lockOf(datname.slice(6, 14));
    const taken = await admin.query<{ free: boolean }>("select pg_try_advisory_lock($1::bigint) as free", [lock]);
    if (!taken.rows[0]?.free) continue;
    await admin.query(`drop database if exists ${datname} with (force)`);
    await admin.query("select pg_advisory_unlock($1::bigint)", [lock]);
  }
}

// Above 32 bits, where keys that people choose by hand are rare.
const lockOf = (run: string): string => (0xc4a05_00000000n + BigInt(`0x${run}`)).toString();
