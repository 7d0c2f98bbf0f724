import type { Queryable } from "./own.ts";

/** How long a process that uses a slot may take to end. */
const TERMINATION_MS = 2_000;

interface Leftovers {
  /** Their ids, as SQL literals. */
  readonly prepared: readonly string[];
  /** Their names, as SQL identifiers. */
  readonly subscriptions: readonly string[];
  readonly slots: readonly { readonly name: string; readonly process: number | null }[];
}

const LOOK = `
  select
    (select coalesce(json_agg(quote_literal(gid)), '[]') from pg_prepared_xacts where database = current_database()) as prepared,
    (select coalesce(json_agg(quote_ident(subname)), '[]') from pg_subscription
      where subdbid = (select oid from pg_database where datname = current_database())) as subscriptions,
    (select coalesce(json_agg(json_build_object('name', slot_name, 'process', active_pid)), '[]') from pg_replication_slots
      where (database = current_database() or ($1 and database is null)) and not temporary) as slots`;

/**
 * Ends what outlives a connection and belongs to this database, and would keep its rows locked or itself from being dropped:
 * prepared transactions, replication slots, subscriptions. Physical slots belong to the whole server: only one whose server is
 * this lane's alone (`isAlone`) is rid of them.
 */
export async function clearLeftovers(client: Queryable, isAlone: boolean): Promise<void> {
  const { rows } = await client.query<Leftovers>({ name: "chaos-packs leftovers", text: LOOK, values: [isAlone] });
  const { prepared = [], subscriptions = [], slots = [] } = rows[0] ?? {};
  for (const id of prepared) await client.query(`rollback prepared ${id}`);
  for (const name of subscriptions) {
    await client.query(`alter subscription ${name} disable`);
    // Its slot stands on a server that may be gone, and is not ours to drop.
    await client.query(`alter subscription ${name} set (slot_name = none)`);
    await client.query(`drop subscription ${name}`);
  }
  for (const { name, process } of slots) {
    if (process !== null) await client.query("select pg_terminate_backend($1, $2)", [process, TERMINATION_MS]);
    await client.query("select pg_drop_replication_slot($1)", [name]);
  }
}
