import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DependencyLane, DependencyServer } from "@chaos-packs/contract/kind";
import pg from "pg";
import type { PostgresOwn } from "../../src/lane/own.ts";
import { postgres } from "../../src/postgres.ts";
import { openContext } from "../support.ts";

/** What a library such as pg-boss makes for itself when a role of the service starts, unless it is there. */
const LIBRARY = `
  create schema if not exists queue;
  do $$ begin create type queue.state as enum ('created', 'active', 'completed');
  exception when duplicate_object then null; end $$;
  create table if not exists queue.version (version int primary key, maintained_on timestamptz);
  insert into queue.version values (24) on conflict do nothing;
  create table if not exists queue.names (name text primary key);
  create table if not exists queue.job (
    id uuid not null default gen_random_uuid(), name text not null, state queue.state not null default 'created', data jsonb
  ) partition by list (name);
  create sequence if not exists queue.turns;
  create or replace function queue.add(queue_name text) returns void language plpgsql as $$ begin
    insert into queue.names values (queue_name) on conflict do nothing;
    if not found then return; end if;
    execute format('create table queue.%I (like queue.job including defaults)', 'job_' || queue_name);
    execute format('alter table queue.job attach partition queue.%I for values in (%L)', 'job_' || queue_name, queue_name);
  end $$;
`;
const SEEN = `
  select (select count(*)::int from pg_class where relnamespace = to_regnamespace('queue')) as relations,
    to_regtype('queue.state')::text as type, to_regproc('queue.add')::text as function`;

let opened: Awaited<ReturnType<typeof openContext>>;
const servers: DependencyServer<PostgresOwn>[] = [];
before(async () => {
  opened = await openContext();
});
after(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
  await opened[Symbol.asyncDispose]();
});

async function openLane(schema: string): Promise<DependencyLane<PostgresOwn>> {
  const server = await postgres({ schema }).start(opened.context);
  servers.push(server);
  return server.openLane("queue", opened.context.signal);
}

/** A role: it makes what its library needs, and gives out and takes jobs. Its connection is left open, as by a killed one. */
async function startRole(lane: DependencyLane<PostgresOwn>): Promise<pg.Client> {
  const role = new pg.Client(lane.own.url);
  role.on("error", () => {});
  await role.connect();
  await role.query(LIBRARY);
  await role.query("select queue.add('mail')");
  return role;
}
const send = (role: pg.Client): Promise<unknown> =>
  role.query("insert into queue.job (name, data) select 'mail', to_jsonb(nextval('queue.turns'))");
const jobs = (role: pg.Client): Promise<unknown[]> =>
  role.query("select name, data from queue.job").then(({ rows }) => rows);

test("what a queue library makes for itself at its start goes with its jobs, scenario after scenario", async () => {
  await using lane = await openLane("create table documents (id int)");
  for (const scenario of ["first", "second", "third"]) {
    const role = await startRole(lane);
    assert.deepEqual(await jobs(role), [], scenario);
    await send(role);
    // Numbered from the beginning, too.
    assert.deepEqual(await jobs(role), [{ name: "mail", data: 1 }], scenario);
    await lane.reset();
    assert.deepEqual(await lane.own.query(SEEN), [{ relations: 0, type: null, function: null }], scenario);
  }
});

test("where the library's tables are part of the schema, jobs and queues go that a role has added, and the others stay", async () => {
  await using lane = await openLane(`${LIBRARY} select queue.add('mail')`);
  const [before] = await lane.own.query(SEEN);
  for (const scenario of ["first", "second"]) {
    const role = await startRole(lane);
    await role.query("select queue.add('letters')");
    await role.query("insert into queue.job (name) values ('letters')");
    await send(role);
    await lane.reset();
    const [seen] = await lane.own.query(SEEN);
    assert.deepEqual(seen, before, scenario);
    const left =
      "select (select count(*)::int from queue.job) as jobs, (select json_agg(name) from queue.names) as names";
    assert.deepEqual(await lane.own.query(left), [{ jobs: 0, names: ["mail"] }], scenario);
  }
});

test("a role that finds all that it needs, and only gives out jobs, costs no new database", async () => {
  await using lane = await openLane(`${LIBRARY} select queue.add('mail')`);
  const oid = "select oid from pg_database where datname = current_database()";
  const made = await lane.own.query(oid);
  const role = new pg.Client(lane.own.url);
  role.on("error", () => {});
  await role.connect();
  await send(role);
  await send(role);
  await role.end();
  await lane.reset();
  assert.deepEqual(await lane.own.query("select * from queue.job"), []);
  assert.deepEqual(await lane.own.query(oid), made);
});
