import { ChaosError } from "@chaos-packs/contract/kind";
import { now } from "@chaos-packs/proxy";
import { pause } from "@chaos-packs/wire";
import { OWN_NAME } from "./connect.ts";
import type { Queryable } from "./own.ts";

const OTHERS = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and backend_type = 'client backend' and application_name <> '${OWN_NAME}'`;
// Nobody runs who could still want something: what is left does not know yet that its client is gone.
const PATIENCE_MS = 100;
const TERMINATION_MS = 2_000;
const BETWEEN_LOOKS_MS = 2;

/** Waits until no replica's backend is left in the database, and ends those that stay. Throws BACKENDS_LEFT when even that does not help. */
export async function waitUntilAlone(client: Queryable): Promise<void> {
  if (await isAloneWithin(client, PATIENCE_MS)) return;
  await client.query(`select pg_terminate_backend(pid) ${OTHERS}`);
  if (await isAloneWithin(client, TERMINATION_MS)) return;
  const { rows } = await client.query<{ query: string }>(`select query ${OTHERS}`);
  throw new ChaosError("BACKENDS_LEFT", {
    expected: "nobody to be connected to the lane's database when it is reset",
    came: `${rows.length} backends stay, running ${rows.map(({ query }) => query).join(" | ")}`,
    todo: "See that nothing but the target's roles uses this database.",
  });
}

async function isAloneWithin(client: Queryable, ms: number): Promise<boolean> {
  const end = now() + ms;
  for (;;) {
    const { rowCount } = await client.query(`select ${OTHERS} limit 1`);
    if (rowCount === 0) return true;
    if (now() >= end) return false;
    await pause(BETWEEN_LOOKS_MS);
  }
}
