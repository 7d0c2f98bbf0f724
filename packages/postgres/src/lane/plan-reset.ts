import { FIRST_ROWS_SCHEMA, OWN_TABLES, type OwnTable } from "./first-rows.ts";
import type { Queryable } from "./own.ts";

/**
 * Reads off the catalogue the one text that brings a fresh clone back to what it is now; undefined: its rows cannot be put
 * back one by one, because rules or triggers that always fire would have a say in it.
 */
export async function planReset(client: Queryable): Promise<string | undefined> {
  const { rows: tables } = await client.query<OwnTable>(OWN_TABLES);
  if (await isMeddledWith(client, tables)) return undefined;
  const mayIgnoreKeys = await canIgnoreForeignKeys(client);
  const plan: string[] = [];
  if (tables.length > 0 && mayIgnoreKeys) {
    // DELETE costs less than TRUNCATE for the few rows of a scenario, and without triggers the order does not matter.
    plan.push("set session_replication_role = replica", ...tables.map(({ name }) => `delete from ${name}`));
  } else if (tables.length > 0) {
    plan.push(`truncate ${tables.map(({ name }) => name).join(", ")}`);
  }
  plan.push(...(await putBackFirstRows(client, tables)));
  if (tables.length > 0 && mayIgnoreKeys) plan.push("set session_replication_role = default");
  plan.push(...(await putBackSequences(client)), ...(await refreshViews(client)));
  return plan.join(";\n");
}

async function isMeddledWith(client: Queryable, tables: readonly OwnTable[]): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_trigger where tgrelid = any($1::oid[]) and not tgisinternal and tgenabled in ('A', 'R')
     union all select from pg_rewrite where ev_class = any($1::oid[])`,
    [tables.map(({ oid }) => oid)],
  );
  return (rowCount ?? 0) > 0;
}

/** In the order in which they were made, so that one that reads another comes after it. */
async function refreshViews(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ name: string; isPopulated: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relispopulated as "isPopulated"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'm' order by c.oid`,
  );
  return rows.map(({ name, isPopulated }) => `refresh materialized view ${name}${isPopulated ? "" : " with no data"}`);
}

async function canIgnoreForeignKeys(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    "select has_parameter_privilege('session_replication_role', 'set') as may",
  );
  return rows[0]?.may ?? false;
}

async function putBackFirstRows(client: Queryable, tables: readonly OwnTable[]): Promise<string[]> {
  const { rows } = await client.query<{ relname: string; columns: string }>(
    `select copy.relname, string_agg(format('%I', a.attname), ', ' order by a.attnum) as columns
     from pg_class copy join pg_attribute a on 't' || a.attrelid = copy.relname
     where copy.relnamespace = to_regnamespace('${FIRST_ROWS_SCHEMA}') and copy.relkind = 'r'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by copy.oid, copy.relname order by copy.oid`,
  );
  return rows.flatMap(({ relname, columns }) => {
    const table = tables.find(({ oid }) => `t${oid}` === relname);
    return table
      ? `insert into ${table.name} (${columns}) overriding system value select ${columns} from ${FIRST_ROWS_SCHEMA}.${relname}`
      : [];
  });
}

async function putBackSequences(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ name: string; value: string; isCalled: boolean }>(
    `select quote_literal(format('%I.%I', schemaname, sequencename)) as name,
       coalesce(last_value, start_value)::text as value, last_value is not null as "isCalled" from pg_sequences`,
  );
  if (rows.length === 0) return [];
  return [`select ${rows.map(({ name, value, isCalled }) => `setval(${name}, ${value}, ${isCalled})`).join(", ")}`];
}
