import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DependencyLane, DependencyServer } from "@chaos-packs/contract/kind";
import pg from "pg";
import type { PostgresOwn } from "../../src/lane/own.ts";
import { readRoleSettings } from "../../src/lane/role-settings.ts";
import { type PostgresOptions, postgres } from "../../src/postgres.ts";
import { openContext } from "../support.ts";

const SCHEMA = `
  create table parents (id int primary key, value text);
  create table children (extra int) inherits (parents);
  create table parts (id int) partition by list (id);
  create table parts_1 partition of parts for values in (1);
  create table items (id serial primary key, parent int references parents);
  insert into parents values (1, 'first');
  insert into children values (2, 'second', 2);
  insert into parts values (1);
  create materialized view totals as select count(*)::int as n from parents;
  create materialized view later as select count(*)::int as n from parents with no data;
  create unique index on totals (n);
  select lo_from_bytea(4711, 'first');
`;

interface Opened extends AsyncDisposable {
  readonly lane: DependencyLane<PostgresOwn>;
  readonly server: DependencyServer<PostgresOwn>;
  /** Runs statements as a service does: on a connection of its own, which it leaves. */
  serve(...statements: readonly string[]): Promise<void>;
  look<T = unknown>(sql: string): Promise<T>;
}

async function open(options: Partial<PostgresOptions> = {}, alone = false): Promise<Opened> {
  const opened = await openContext();
  const server = await postgres({ schema: SCHEMA, ...options }).start(opened.context);
  const lane = await server.openLane("reset", opened.context.signal, { alone });
  return {
    lane,
    server,
    async serve(...statements) {
      const client = new pg.Client(lane.own.url);
      client.on("error", () => {});
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    },
    async look<T>(sql: string) {
      const rows = await lane.own.query<{ seen: T }>(`select (${sql}) as seen`);
      return rows[0]?.seen as T;
    },
    async [Symbol.asyncDispose]() {
      await lane[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await opened[Symbol.asyncDispose]();
    },
  };
}

let shared: Opened;
const SETTINGS = { max_prepared_transactions: 4, wal_level: "logical" };
before(async () => {
  shared = await open({ serverSettings: SETTINGS });
});
after(() => shared[Symbol.asyncDispose]());

const oid = "select oid::int from pg_database where datname = current_database()";

/** What a service leaves behind, and how it is seen. */
const leftovers: readonly (readonly [what: string, leave: readonly string[], look: string])[] = [
  [
    "prepared transactions, with the locks that they hold",
    ["begin; update parents set value = 'x'; prepare transaction 'left behind'"],
    "select count(*)::int from pg_prepared_xacts",
  ],
  [
    "replication slots",
    ["select pg_create_logical_replication_slot('left_behind', 'pgoutput')"],
    "select count(*)::int from pg_replication_slots",
  ],
  [
    "large objects, and what the schema's own contain",
    ["select lo_from_bytea(0, 'more')", "select lo_put(4711, 0, 'other')"],
    "select json_agg(convert_from(lo_get(oid), 'utf8')) from pg_largeobject_metadata",
  ],
  [
    "settings of the database, and of roles in it",
    [
      "do $$ begin execute format('alter database %I set statement_timeout = 1234', current_database()); end $$",
      "do $$ begin execute format('alter role %I in database %I set lock_timeout = 1234', current_user, current_database()); end $$",
    ],
    "select count(*)::int from pg_db_role_setting where setdatabase <> 0",
  ],
  [
    "settings of roles",
    ["alter role current_user set statement_timeout = 1234"],
    "select json_agg(s) from pg_db_role_setting s where setdatabase = 0",
  ],
  [
    "contents of materialized views",
    ["insert into parents values (3)", "refresh materialized view totals", "refresh materialized view later"],
    "select json_agg((relname, relispopulated, relname = 'totals' and (select n from totals) = 2)) from pg_class where relkind = 'm'",
  ],
  ["tables", ["create table made (id int); insert into made values (1)"], "select to_regclass('made')::text"],
  ["schemas", ["create schema made; create table made.t (id int)"], "select to_regnamespace('made')::text"],
  ["types", ["create type made as enum ('a')"], "select to_regtype('made')::text"],
  ["functions", ["create function made() returns int language sql as 'select 1'"], "select to_regproc('made')::text"],
  ["columns", ["alter table items add made int"], "select count(*)::int from pg_attribute where attname = 'made'"],
  ["indexes", ["create index made on items (parent)"], "select to_regclass('made')::text"],
  [
    "constraints",
    ["alter table items add constraint made check (id > 0)"],
    "select count(*)::int from pg_constraint where conname = 'made'",
  ],
  [
    "partitions",
    ["create table made partition of parts default", "insert into parts values (7)"],
    "select json_agg(id) from parts",
  ],
  [
    "sequences",
    ["alter sequence items_id_seq increment by 10", "select nextval('items_id_seq')"],
    "select increment_by::int from pg_sequences",
  ],
  ["what it has dropped", ["drop table items"], "select to_regclass('items')::text"],
  ["privileges", ["grant select on items to public"], "select relacl::text from pg_class where relname = 'items'"],
  ["publications", ["create publication made for table items"], "select count(*)::int from pg_publication"],
  [
    "event triggers",
    [
      "create function made() returns event_trigger language plpgsql as 'begin end'; create event trigger made on ddl_command_start execute function made()",
    ],
    "select count(*)::int from pg_event_trigger",
  ],
  [
    "triggers that it has disabled or made",
    [
      "create function made() returns trigger language plpgsql as 'begin return null; end'; create trigger made before insert on items for each row execute function made()",
    ],
    "select count(*)::int from pg_trigger where not tgisinternal",
  ],
  [
    "foreign keys whose triggers it has disabled",
    ["alter table items disable trigger all"],
    "select count(*)::int from pg_trigger where tgenabled = 'D'",
  ],
  [
    "subscriptions",
    ["create subscription made connection 'host=127.0.0.1 port=1' publication p with (connect = false)"],
    "select count(*)::int from pg_subscription",
  ],
  [
    "rules",
    ["create rule made as on delete to items do instead nothing"],
    "select count(*)::int from pg_rewrite where rulename = 'made'",
  ],
  [
    "rows, also those of tables that inherit",
    [
      "delete from parents",
      "insert into parents values (9, 'x')",
      "delete from parts",
      "insert into items (parent) values (9)",
    ],
    "select json_build_array((select json_agg(p) from only parents p), (select json_agg(c) from children c), (select json_agg(p) from parts p), (select count(*) from items))",
  ],
];

for (const [what, leave, look] of leftovers) {
  test(`a reset removes what a service leaves: ${what}`, async () => {
    const { lane, serve, look: see } = shared;
    const first = await see(look);
    await serve(...leave);
    assert.notDeepEqual(await see(look), first);
    await lane.reset();
    assert.deepEqual(await see(look), first);
  });
}

test("a database is made anew only when more than its rows was changed", async () => {
  const { lane, serve, look } = shared;
  const first = await look(oid);
  await serve(
    "insert into parents values (9, 'x')",
    "truncate items",
    "create temporary table t as select 1",
    "refresh materialized view totals",
    "analyze",
    "vacuum",
    "select nextval('items_id_seq')",
  );
  await lane.reset();
  assert.equal(await look(oid), first);
  await serve("create table made (id int)");
  await lane.reset();
  const second = await look(oid);
  assert.notEqual(second, first);
  await serve("insert into parents values (9, 'x')");
  await lane.reset();
  assert.equal(await look(oid), second);
  assert.equal(await look("select count(*)::int from parents"), 2);
});

test("a link goes on working when its database was made anew", async () => {
  const { lane, serve } = shared;
  const link = await lane.link({ by: { role: "worker", index: 0 }, watch: () => undefined, connection: () => {} });
  await serve("create table made (id int)");
  await lane.reset();
  const client = new pg.Client(link.url);
  await client.connect();
  assert.equal((await client.query("select from parents")).rowCount, 2);
  await client.end();
  await link[Symbol.asyncDispose]();
});

test("a schema whose rules or triggers would meddle with a reset gets a database made anew each time", async () => {
  await using its = await open({
    schema: `
      create table kept (id int);
      create rule keep as on delete to kept do instead nothing;
      create table log (line text);
      create function note() returns trigger language plpgsql as $$ begin insert into log values (tg_op); return null; end $$;
      create table noted (id int);
      create trigger note after insert or delete on noted for each row execute function note();
      alter table noted enable always trigger note;
    `,
  });
  await its.serve("insert into kept values (1)", "insert into noted values (1)");
  await its.lane.reset();
  for (const table of ["kept", "log", "noted"])
    assert.equal(await its.look(`select count(*)::int from ${table}`), 0, table);
});

test("a lane that is alone on its server is made anew from the schema, and loses physical slots too", async () => {
  await using its = await open({ serverSettings: { wal_level: "logical" } }, true);
  await its.serve(
    "create table made (id int)",
    "select pg_create_physical_replication_slot('left_behind')",
    "insert into parents values (9, 'x')",
  );
  await its.lane.reset();
  assert.equal(await its.look("select to_regclass('made')::text"), null);
  assert.equal(await its.look("select count(*)::int from pg_replication_slots"), 0);
  assert.equal(await its.look("select count(*)::int from parents"), 2);
  await its.serve("insert into parents values (9, 'x')");
  await its.lane.reset();
  assert.equal(await its.look("select count(*)::int from parents"), 2);
});

test("on a server given by URL roles, and databases that are not the lane's, are left as they are", async () => {
  const { href: url } = Object.assign(new URL(shared.lane.own.url), { pathname: "/postgres" });
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query("create database not_ours");
  await admin.query("create role somebody");
  await using its = await open({ url });
  await admin.query("alter role somebody set search_path = a, b");
  await admin.query("alter database not_ours set statement_timeout = 1234");
  await admin.query("select pg_create_physical_replication_slot('not_ours')");
  await its.serve("create table made (id int)", "select pg_create_logical_replication_slot('ours', 'pgoutput')");
  await its.lane.reset();
  assert.equal(await its.look("select to_regclass('made')::text"), null);
  const settings = await admin.query(
    "select from pg_db_role_setting where setdatabase in (0, (select oid from pg_database where datname = 'not_ours'))",
  );
  assert.equal(settings.rowCount, 2);
  const slots = await admin.query("select slot_name from pg_replication_slots");
  assert.deepEqual(slots.rows, [{ slot_name: "not_ours" }]);
  await admin.query("select pg_drop_replication_slot('not_ours')");
  await admin.query("drop database not_ours");
  await admin.query("drop role somebody");
  await admin.end();
});

test("on a server given by URL prepared transactions and slots keep no database from being dropped, nor one that a killed run has left", async () => {
  const { href: url } = Object.assign(new URL(shared.lane.own.url), { pathname: "/postgres" });
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query("create database chaos_00000000_dead");
  const dead = new pg.Client(Object.assign(new URL(url), { pathname: "/chaos_00000000_dead" }).href);
  await dead.connect();
  const leave = (name: string) => [
    "create table made as select 1 as n",
    // A slot waits for transactions that are open, prepared ones included.
    `select pg_create_logical_replication_slot('${name}', 'pgoutput')`,
    `begin; update made set n = 2; prepare transaction '${name}'`,
  ];
  for (const statement of leave("dead")) await dead.query(statement);
  await dead.end();
  const its = await open({ url });
  await its.serve(...leave("ours"));
  await its[Symbol.asyncDispose]();
  for (const what of ["pg_prepared_xacts", "pg_replication_slots"])
    assert.equal((await admin.query(`select from ${what}`)).rowCount, 0);
  assert.equal((await admin.query("select from pg_database where datname = 'chaos_00000000_dead'")).rowCount, 0);
  await admin.end();
});

test("settings of roles are put back as they were, lists and quotes included", async () => {
  await using its = await open({
    schema: `do $do$ begin
      execute 'alter role current_user set search_path = a, "b c", public';
      execute 'alter role current_user set application_name = ''it''''s = mine''';
    end $do$`,
  });
  const pool = new pg.Pool({ connectionString: its.lane.own.url, max: 1 });
  const first = await readRoleSettings(pool);
  assert.equal([...first.values()].flat().length, 2);
  await its.serve(
    "alter role current_user reset all",
    "alter role current_user set work_mem = '1MB'",
    "alter role all set work_mem = '2MB'",
  );
  await pool.end();
  await its.lane.reset();
  const other = new pg.Pool({ connectionString: its.lane.own.url, max: 1 });
  assert.deepEqual(await readRoleSettings(other), first);
  await other.end();
});
