import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DependencyLane, DependencyServer } from "@chaos-packs/contract/kind";
import pg from "pg";
import type { PostgresOwn } from "../src/lane/own.ts";
import { commitOf } from "../src/patterns/commit-of.ts";
import { statement } from "../src/patterns/statement.ts";
import type { StatementPattern } from "../src/patterns/statement-pattern.ts";
import { postgres } from "../src/postgres.ts";
import type { Exchange } from "../src/tap/seen-statement.ts";
import { sendBatch } from "./send-batch.ts";
import { openContext, openWatch } from "./support.ts";

const SCHEMA = `
  create table items (id int primary key, value text);
  insert into items select n, 'first' from generate_series(1, 10) n;
`;
const all = statement(/./, () => ({}), { affected: () => true });
const updates = statement(/^update items/, ({ parameters: [id] }) => ({ id }));
const commits = commitOf(updates);
const claims = statement(/^declare c cursor for select/, ({ row }) => (row("id") ? { id: row("id") } : undefined), {
  edges: ["after"],
});
const many = statement(/^declare c cursor/, () => ({}), { edges: ["after"], affected: (rows) => rows >= 5 });
const PATTERNS = [updates, commits, claims, many];

let opened: Awaited<ReturnType<typeof openContext>>;
let server: DependencyServer<PostgresOwn>;
let lane: DependencyLane<PostgresOwn>;

before(async () => {
  opened = await openContext([all]);
  server = await postgres({ schema: SCHEMA }).start(opened.context);
  lane = await server.openLane("statements", opened.context.signal);
});
after(async () => {
  await lane[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await opened[Symbol.asyncDispose]();
});

async function openClient() {
  const moments: { pattern: StatementPattern; moment: unknown[] }[] = [];
  const { sightings, watch } = openWatch(({ edge, message }) => {
    const exchange = message as Exchange;
    for (const pattern of PATTERNS) {
      const scope = pattern.scopeOf(exchange, edge);
      if (scope) moments.push({ pattern, moment: [edge, scope, exchange.statement.failed] });
    }
    return undefined;
  });
  const link = await lane.link({ by: { role: "worker", index: 0 }, watch, connection: () => {} });
  const client = new pg.Client(link.url);
  client.on("error", () => {});
  await client.connect();
  const seen = (edge: string) =>
    sightings.filter((each) => each.edge === edge).map(({ message }) => (message as Exchange).statement);
  return {
    client,
    link,
    seen,
    /** The moments of a pattern, as they were when they came. */
    momentsOf: (wanted: StatementPattern) =>
      moments.flatMap(({ pattern, moment }) => (pattern === wanted ? [moment] : [])),
    forget: () => void moments.splice(0),
    async [Symbol.asyncDispose]() {
      await client.end();
      await link[Symbol.asyncDispose]();
      await lane.reset();
    },
  };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no error",
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

test("how many rows a statement has affected is what the server says, whatever the command", async () => {
  await using open = await openClient();
  const cases: readonly (readonly [string, string, number | undefined])[] = [
    ["insert into items values (11, 'a'), (12, 'b')", "INSERT", 2],
    ["insert into items values (11, 'a') on conflict do nothing", "INSERT", 0],
    ["update items set value = 'x' where id > 8", "UPDATE", 4],
    ["update items set value = 'x' where id = 99", "UPDATE", 0],
    ["delete from items where id > 10 returning id", "DELETE", 2],
    [
      "merge into items i using (values (1), (20)) as s(id) on i.id = s.id when matched then update set value = 'm' when not matched then insert values (s.id, 'm')",
      "MERGE",
      2,
    ],
    ["with done as (update items set value = 'w' where id < 4 returning id) select from done", "SELECT", 3],
    ["create table made as select * from items where id < 3", "SELECT", 2],
    ["copy items to '/dev/null'", "COPY", 11],
    ["drop table made", "DROP TABLE", undefined],
    ["begin", "BEGIN", undefined],
    ["declare c cursor for select id from items", "DECLARE CURSOR", undefined],
    ["move 2 from c", "MOVE", 2],
    ["fetch 3 from c", "FETCH", 3],
    ["commit", "COMMIT", undefined],
    ["table items", "SELECT", 11],
  ];
  for (const [sql] of cases) await open.client.query(sql);
  assert.deepEqual(
    open
      .seen("after")
      .filter((each, at, every) => every.indexOf(each) === at)
      .map(({ command, affected, sql }) => [sql, command, affected]),
    cases.map(([sql, command, affected]) => (sql.startsWith("declare") ? [sql, command, 3] : [sql, command, affected])),
  );
});

test("each statement of one text, and of one batch, is a moment with its own scope", async () => {
  await using open = await openClient();
  await sendBatch(
    open.client,
    ["update items set value = 'b' where id = $1", 1],
    ["update items set value = 'b' where id = $1", 2],
    ["select 1"],
  );
  assert.deepEqual(open.momentsOf(updates), [
    ["before", { id: "1" }, undefined],
    ["before", { id: "2" }, undefined],
    ["after", { id: "1" }, undefined],
    ["after", { id: "2" }, undefined],
  ]);
  open.forget();
  await open.client.query("update items set value = 'c' where id = 1; update items set value = 'c' where id = 2");
  assert.equal(open.momentsOf(updates).length, 4);
});

test("an UPDATE of no row is not the moment once it has run, nor is the COMMIT of what was nothing", async () => {
  await using open = await openClient();
  const update = "update items set value = 'x' where id = $1";
  await open.client.query("begin");
  await open.client.query(update, [99]);
  await open.client.query("commit");
  assert.deepEqual(open.momentsOf(updates), [["before", { id: "99" }, undefined]]);
  assert.deepEqual(open.momentsOf(commits), []);
  open.forget();
  await sendBatch(open.client, ["begin"], [update, 99], [update, 1], ["commit"]);
  // Before, nobody knows yet which of them will find a row.
  assert.deepEqual(open.momentsOf(commits), [
    // What the server will make of the first is not known yet.
    ["before", [{ id: "99" }, { id: "1" }], undefined],
    ["after", { id: "1" }, undefined],
  ]);
});

test("a batch in which a statement fails has done nothing, and its moments say so", async () => {
  await using open = await openClient();
  const code = await codeOf(
    sendBatch(
      open.client,
      ["update items set value = 'x' where id = $1", 1],
      ["insert into items values (1, 'twice')"],
      ["update items set value = 'x' where id = $1", 2],
    ),
  );
  assert.equal(code, "23505");
  assert.deepEqual(open.momentsOf(updates).slice(2), [
    ["after", { id: "1" }, "23505"],
    ["after", { id: "2" }, "23505"],
  ]);
  assert.deepEqual(await lane.own.query("select from items where value = 'x'"), []);
});

test("a rule strikes a statement of a batch, or of a text, in its place: what stands before it has run", async () => {
  await using open = await openClient();
  await using rule = await open.link.rule({ sqlState: "40001", match: /^delete/ });
  assert.ok(rule);
  const values = () => lane.own.query("select id from items where value = 'x' order by id");
  const update = "update items set value = 'x' where id = 1";
  assert.equal(await codeOf(sendBatch(open.client, ["begin"], [update], ["delete from items"], ["commit"])), "40001");
  assert.equal(await codeOf(open.client.query("select 1")), "25P02");
  await open.client.query("rollback");
  assert.equal(
    await codeOf(open.client.query(`begin; ${update}; commit -- done\n; delete from items; select 1`)),
    "40001",
  );
  assert.deepEqual(await values(), [{ id: 1 }]);
  assert.equal(
    await codeOf(open.client.query("update items set value = 'x' where id = 2; delete from items")),
    "40001",
  );
  assert.deepEqual(await values(), [{ id: 1 }]);
  assert.deepEqual(
    open
      .seen("after")
      .filter(({ fingerprint }) => fingerprint.startsWith("update"))
      .map(({ failed }) => failed),
    [undefined, undefined, "40001"],
  );
});

test("an error of the server itself before the struck statement is what the client gets", async () => {
  await using open = await openClient();
  await using rule = await open.link.rule({ sqlState: "40001", match: /^delete/ });
  assert.ok(rule);
  assert.equal(await codeOf(sendBatch(open.client, ["select 1/0"], ["delete from items"])), "22012");
});

test("the rows of a query that is read in portions are those of one statement", async () => {
  await using open = await openClient();
  const query = new pg.Query({ text: "select id from items order by id", values: [], rows: 4 } as never);
  const rows: unknown[] = [];
  query.on("row", (row) => rows.push(row));
  const ended = new Promise((resolve, reject) => query.on("end", resolve).on("error", reject));
  open.client.query(query);
  await ended;
  assert.equal(rows.length, 10);
  assert.equal(open.seen("before").length, 1);
  const [seen, ...more] = open.seen("after");
  assert.equal(more.length, 0);
  assert.deepEqual([seen?.rows.length, seen?.affected, seen?.columns], [10, 10, ["id"]]);
});

test("a cursor is the moment once, with the first answer that makes it one; its rows are all that were fetched", async () => {
  await using open = await openClient();
  await open.client.query("begin; declare c cursor for select id from items order by id for update");
  for (let n = 0; n < 3; n++) await open.client.query("fetch 3 from c");
  await open.client.query("commit");
  assert.deepEqual(open.momentsOf(claims), [["after", { id: "1" }, undefined]]);
  assert.equal(open.momentsOf(many).length, 1);
  const cursor = open.seen("after").find(({ fingerprint }) => fingerprint.startsWith("declare"));
  assert.deepEqual([cursor?.rows.length, cursor?.affected], [9, 9]);
});

test("a literal of 16 MB passes and is a moment; so do thousands of parameters and deep nesting", async () => {
  await using open = await openClient();
  const { client } = open;
  const literal = "it''s ".repeat((16 * 1024 * 1024) / 6);
  await client.query(`update items set value = '${literal}' where id = 1`);
  assert.equal(open.momentsOf(updates).length, 2);
  const [row] = await lane.own.query("select length(value) as n from items where id = 1");
  assert.deepEqual(row, { n: literal.replaceAll("''", "'").length });
  const ids = Array.from({ length: 30_000 }, (_, at) => at + 1);
  const places = ids.map((id) => `$${id}`).join(", ");
  const { rowCount } = await client.query(`update items set value = 'many' where id in (${places})`, ids);
  assert.equal(rowCount, 10);
  const seen = open.seen("after").at(-1);
  assert.deepEqual([seen?.affected, seen?.parameters.length, seen?.isCut], [10, 30_000, false]);
  assert.equal(seen?.fingerprint, "update items set value = ? where id in (?)");
  await client.query(`select ${"(".repeat(1_000)}1${")".repeat(1_000)}`);
});
