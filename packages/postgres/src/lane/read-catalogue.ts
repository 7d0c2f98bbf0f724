import type { Queryable } from "./own.ts";

/** The first object id that the server gives to what users create. */
const FIRST_OF_USERS = 16_384;

// What DDL writes in them is a new version of a row, and so a new xmin; VACUUM, ANALYZE and statistics change none.
const BY_OBJECT = [
  "pg_am",
  "pg_attrdef",
  "pg_cast",
  "pg_collation",
  "pg_constraint",
  "pg_conversion",
  "pg_default_acl",
  "pg_enum",
  "pg_event_trigger",
  "pg_extension",
  "pg_foreign_data_wrapper",
  "pg_foreign_server",
  "pg_language",
  "pg_largeobject_metadata",
  "pg_opclass",
  "pg_operator",
  "pg_opfamily",
  "pg_policy",
  "pg_proc",
  "pg_publication",
  "pg_publication_rel",
  "pg_rewrite",
  "pg_statistic_ext",
  "pg_transform",
  "pg_trigger",
  "pg_ts_config",
  "pg_ts_dict",
  "pg_type",
] as const;

const hashOf = (columns: string): string => `coalesce(sum(hashtextextended((${columns})::text, 0)), 0)`;
const count = (name: string, columns: string, from: string): string =>
  `select '${name} ' || count(*) || ' ' || ${hashOf(columns)} as part from ${from}`;

const PARTS = [
  ...BY_OBJECT.map((table) => count(table, "oid, xmin", `${table} where oid >= ${FIRST_OF_USERS}`)),
  count("pg_attribute", "attrelid, attnum, xmin", `pg_attribute where attrelid >= ${FIRST_OF_USERS}`),
  count("pg_index", "indexrelid, xmin", `pg_index where indexrelid >= ${FIRST_OF_USERS}`),
  count("pg_inherits", "inhrelid, inhparent, xmin", "pg_inherits"),
  count("pg_sequence", "seqrelid, xmin", "pg_sequence"),
  // TRUNCATE, REFRESH and VACUUM write here, too: only what DDL decides counts.
  count(
    "pg_class",
    "oid, relname, relnamespace, relkind, reltype, relowner, relam, reltablespace, relrowsecurity, relforcerowsecurity, reloptions, relacl, relpersistence, relpartbound::text, relispartition, relreplident, relnatts",
    `pg_class where oid >= ${FIRST_OF_USERS}`,
  ),
  // A namespace for temporary tables stays when its session has ended, without anything in it.
  count("pg_namespace", "oid, nspname, nspowner, nspacl", "pg_namespace where nspname !~ '^pg_(toast_)?temp_'"),
  count("pg_database", "datacl, datconnlimit, datdba", "pg_database where datname = current_database()"),
  count(
    "subscriptions",
    "oid",
    "pg_subscription where subdbid = (select oid from pg_database where datname = current_database())",
  ),
  count(
    "settings",
    "setrole, setconfig",
    "pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database())",
  ),
];

/** What a database consists of beside its rows, as text that is the same as long as nobody changes it. */
export async function readCatalogue(client: Queryable, canReadLargeObjects: boolean): Promise<string> {
  const parts = canReadLargeObjects
    ? [...PARTS, count("pg_largeobject", "loid, pageno, xmin", "pg_largeobject")]
    : PARTS;
  const { rows } = await client.query<{ catalogue: string }>({
    // Prepared, because planning it costs ten times what running it does.
    name: `chaos-packs catalogue ${parts.length}`,
    text: `select string_agg(part, ', ') as catalogue from (${parts.join(" union all ")}) parts`,
  });
  return rows[0]?.catalogue ?? "";
}

/** Whether the contents of large objects are shown to this user: only to a superuser, as a rule. */
export async function mayReadLargeObjects(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    "select has_table_privilege('pg_catalog.pg_largeobject', 'select') as may",
  );
  return rows[0]?.may ?? false;
}
