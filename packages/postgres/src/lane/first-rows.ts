import type pg from "pg";

/** Where copies of the rows stand that the schema itself has put in, for resets. */
export const FIRST_ROWS_SCHEMA = "chaos_packs_first_rows";

/** A table that a reset empties. */
export interface OwnTable {
  readonly oid: number;
  readonly name: string;
  readonly isPartitioned: boolean;
}

/** Every table of the target's own, partitions by their parents; the name is quoted and may be used as it is. */
export const OWN_TABLES = `
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relkind = 'p' as "isPartitioned"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
    and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', '${FIRST_ROWS_SCHEMA}')
    and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
  order by c.oid`;

/** Keeps a copy of what the schema has inserted, in the template, so that every lane has it. */
export async function keepFirstRows(template: pg.Client): Promise<void> {
  const tables = await template.query<OwnTable>(OWN_TABLES);
  for (const { oid, name, isPartitioned } of tables.rows) {
    // The rows of tables that inherit from it are theirs.
    const rows = isPartitioned ? name : `only ${name}`;
    const { rowCount } = await template.query(`select from ${rows} limit 1`);
    if (!rowCount) continue;
    await template.query(`create schema if not exists ${FIRST_ROWS_SCHEMA}`);
    await template.query(`create table ${FIRST_ROWS_SCHEMA}.t${oid} as select * from ${rows}`);
  }
}
