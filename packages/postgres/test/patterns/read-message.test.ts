import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import type { DependencyLane, DependencyServer, Edge, MessageDescription } from "@chaos-packs/contract/kind";
import pg from "pg";
import type { PostgresOwn } from "../../src/lane/own.ts";
import { columnsOfParameters } from "../../src/patterns/columns-of-parameters.ts";
import { readMessages } from "../../src/patterns/read-message.ts";
import { postgres } from "../../src/postgres.ts";
import { openContext } from "../support.ts";

const reader = readMessages("postgres");
let opened: Awaited<ReturnType<typeof openContext>>;
let server: DependencyServer<PostgresOwn>;
let lane: DependencyLane<PostgresOwn>;

before(async () => {
  opened = await openContext([reader.pattern as never]);
  server = await postgres({ schema: "create table jobs (id serial primary key, owner_id int, state text)" }).start(
    opened.context,
  );
  lane = await server.openLane("reader", opened.context.signal);
});
after(async () => {
  await lane[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await opened[Symbol.asyncDispose]();
});

/** A client whose link shows every message to the reader. */
async function openRead(index: number) {
  const seen = new Map<object, { edges: Edge[]; message: never }>();
  const link = await lane.link({
    by: { role: "worker", index },
    connection: () => {},
    watch({ message, edge }) {
      const identity = reader.identityOf(message as never);
      const entry = seen.get(identity) ?? { edges: [], message: message as never };
      seen.set(identity, { edges: [...entry.edges, edge], message: message as never });
      return undefined;
    },
  });
  const client = new pg.Client(link.url);
  await client.connect();
  return {
    client,
    told: (): readonly (MessageDescription & { readonly edges: readonly Edge[] })[] =>
      [...seen.values()].map(({ edges, message }) => ({ edges, ...reader.describe(message) })),
    async [Symbol.asyncDispose]() {
      await client.end();
      await link[Symbol.asyncDispose]();
    },
  };
}

test("a transaction is told from its BEGIN to its COMMIT, each statement with what it came to", async () => {
  await using read = await openRead(0);
  const claim =
    "update jobs set state = 'active' where id = (select id from jobs where state is null limit 1) returning id, state";
  await read.client.query("begin");
  await read.client.query(claim);
  await read.client.query("insert into jobs (owner_id, state) values ($1, null)", [7]);
  await read.client.query(claim);
  await read.client.query("commit");
  const told = read.told();
  assert.deepEqual(
    told.map(({ transaction, outcome }) => [transaction, outcome]),
    [
      ["begins", "done"],
      [undefined, "no rows"],
      [undefined, "rows"],
      [undefined, "rows"],
      ["ends", "done"],
    ],
  );
  assert.ok(told.every(({ edges }) => edges.join() === "before,after"));
  assert.deepEqual(told[2]?.values, [{ read: "parameters[0]", value: "7", field: "owner_id" }]);
  assert.deepEqual(told[3]?.values, [
    { read: 'row("id")', value: "1", field: "id", isAnswered: true },
    { read: 'row("state")', value: "active", field: "state", isAnswered: true },
  ]);
  assert.equal(told[4]?.pattern.endOf, "commitOf");
  assert.equal(told[0]?.pattern.endOf, undefined);
});

test("a statement that fails is told with its code, and columns that stand twice by their numbers", async () => {
  await using read = await openRead(1);
  await read.client.query("select 1 as a, 2 as a");
  await assert.rejects(read.client.query("select nothing"));
  const [twice, failed] = read.told();
  assert.deepEqual(
    twice?.values.map(({ read: at }) => at),
    ["rows[0][0]", "rows[0][1]"],
  );
  assert.deepEqual([failed?.outcome, failed?.failed], ["failed 42703", "42703"]);
});

test("a notification is told with its channel and what its payload holds", async () => {
  await using read = await openRead(2);
  await read.client.query("listen jobs_7");
  const got = once(read.client, "notification");
  await read.client.query("select pg_notify('jobs_7', '{\"id\":7}')");
  await got;
  const told = read.told().find(({ isPushed }) => isPushed);
  assert.deepEqual(told?.pattern, { call: "notification", args: ['"jobs_*"'], options: {} });
  assert.deepEqual(told.values, [
    { read: "JSON.parse(payload).id", value: "7", field: "id" },
    { read: "channel", value: "jobs_7" },
  ]);
});

test("the columns of parameters are those that they are stored in or compared with", () => {
  const columnsOf = (fingerprint: string) => [...columnsOfParameters(fingerprint)];
  assert.deepEqual(columnsOf('insert into "jobs" (id, "state", at) values ($1, upper($2), $3::text) returning id'), [
    [1, "id"],
    [3, "at"],
  ]);
  assert.deepEqual(columnsOf("update jobs j set state = $2 where j.id = $1 and owner_id = any($3)"), [
    [2, "state"],
    [1, "id"],
    [3, "owner_id"],
  ]);
});
