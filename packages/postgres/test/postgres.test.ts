import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  type DependencyLane,
  type DependencyServer,
  type Fate,
  isChaosError,
  type Sighting,
} from "@chaos-packs/contract/kind";
import pg from "pg";
import type { PostgresControl } from "../src/lane/control.ts";
import type { PostgresOwn } from "../src/lane/own.ts";
import { commitOf } from "../src/patterns/commit-of.ts";
import { statement } from "../src/patterns/statement.ts";
import { postgres } from "../src/postgres.ts";
import type { Exchange } from "../src/tap/seen-statement.ts";
import { openContext, openWatch } from "./support.ts";

const SCHEMA = `
  create table jobs (id serial primary key, name text not null unique);
  create table lines (id bigint generated always as identity, job int not null references jobs(id), value text, size int generated always as (length(value)) stored);
  insert into jobs (name) values ('seeded');
  insert into lines (job, value) values (1, 'first');
`;
const inserts = statement(/^insert into lines/, ({ parameters: [job] }) => ({ job }));
const commits = commitOf(inserts);
const claims = statement(/^update jobs set name/, ({ row }) => ({ job: row("id") }), { edges: ["after"] });

let opened: Awaited<ReturnType<typeof openContext>>;
let server: DependencyServer<PostgresOwn>;
let lane: DependencyLane<PostgresOwn>;

before(async () => {
  opened = await openContext([inserts, commits, claims]);
  server = await postgres({ schema: SCHEMA }).start(opened.context);
  lane = await server.openLane("Lane 1", opened.context.signal);
});
after(async () => {
  await lane[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  assert.deepEqual([...opened.journal.open], []);
  await opened[Symbol.asyncDispose]();
});

const INSERT = "insert into lines (job, value) values ($1, $2) returning id";

/** A client through a link of its own; the lane is as new when it is closed. */
async function openClient(answer?: (sighting: Sighting) => Promise<Fate> | undefined) {
  const { sightings, watch } = openWatch(answer);
  const link = await lane.link({ by: { role: "worker", index: 0 }, watch, connection: () => {} });
  const dial = async (): Promise<pg.Client> => {
    const client = new pg.Client(link.url);
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  const client = await dial();
  return {
    client,
    link,
    dial,
    sightings,
    async [Symbol.asyncDispose]() {
      // A connection that was reset cannot be ended politely, and need not be.
      await client.end().catch((error: unknown) => assert.ok(error instanceof Error));
      await link[Symbol.asyncDispose]();
      await lane.reset();
    },
  };
}
const count = async (): Promise<number> => {
  const [row] = await lane.own.query<{ n: number }>("select count(*)::int as n from lines");
  return row?.n ?? Number.NaN;
};
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no error",
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

const endOf = (client: pg.Client): Promise<void> => new Promise((resolve) => void client.once("end", () => resolve()));

test("the version is that of a real Postgres 18", () => assert.match(server.version, /^18\./));

test("a statement and the commit of its transaction are seen at both edges with their scope", async () => {
  await using open = await openClient();
  await open.client.query("begin");
  await open.client.query(INSERT, [1, "x"]);
  await open.client.query("commit");
  const scopes = open.sightings.map(({ edge, message }) => {
    const seen = message as Exchange;
    return [edge, inserts.scopeOf(seen, edge), commits.scopeOf(seen, edge), commits.failureOf?.(seen)];
  });
  const [job, none] = [{ job: "1" }, undefined];
  assert.deepEqual(scopes, [
    ["before", job, none, none],
    ["after", job, none, none],
    ["before", none, job, none],
    ["after", none, job, none],
  ]);
});

test("a whole transaction in one text is seen as its statements", async () => {
  await using open = await openClient();
  await open.client.query("begin; insert into lines (job, value) values (1, 'y'); commit");
  const [, { message } = { message: undefined }] = open.sightings;
  const exchange = message as Exchange;
  assert.equal(exchange.statement.fingerprint, "commit");
  assert.deepEqual(
    exchange.statements.map(({ fingerprint }) => fingerprint),
    ["begin", "insert into lines (job, value) values (?, ?)", "commit"],
  );
  assert.deepEqual(commits.scopeOf(exchange, "before"), {});
  assert.equal(await count(), 2);
});

test("what a statement returns is its scope at the edge after", async () => {
  await using open = await openClient();
  await open.client.query("update jobs set name = name where name = $1 returning name, id", ["seeded"]);
  assert.deepEqual(
    open.sightings.map(({ message, edge }) => claims.scopeOf(message as Exchange, edge)),
    [undefined, { job: "1" }],
  );
});

test("named statements are known again, each time with their own parameters", async () => {
  await using open = await openClient();
  for (const value of ["a", "b", "c"])
    await open.client.query({ name: "insert line", text: INSERT, values: [1, value] });
  const after = open.sightings
    .filter(({ edge }) => edge === "after")
    .map(({ message }) => (message as Exchange).statements[0]);
  assert.deepEqual(
    after.map((seen) => seen?.parameters[1]),
    ["a", "b", "c"],
  );
  assert.deepEqual(
    after.map((seen) => seen?.row("id")),
    ["2", "3", "4"],
  );
});

test("an error of the server is told with its SQLSTATE, and the transaction's COMMIT has failed", async () => {
  await using open = await openClient();
  await open.client.query("begin");
  assert.equal(await codeOf(open.client.query(INSERT, [99, "x"])), "23503");
  await open.client.query("commit");
  const after = open.sightings.filter(({ edge }) => edge === "after").map(({ message }) => message as Exchange);
  assert.equal(inserts.failureOf?.(after[0] as Exchange), "23503");
  assert.equal(commits.failureOf?.(after[1] as Exchange), "25P02");
});

test("while an exchange is held before, the server knows nothing of it; released, it is done", async () => {
  let release: (fate: Fate) => void = () => {};
  let reached: () => void = () => {};
  const isHeld = new Promise<void>((resolve) => {
    reached = resolve;
  });
  await using open = await openClient(({ edge }) =>
    edge === "before"
      ? new Promise((resolve) => {
          release = resolve;
          reached();
        })
      : undefined,
  );
  const query = open.client.query(INSERT, [1, "x"]);
  await isHeld;
  assert.equal(await count(), 1);
  release("release");
  await query;
  assert.equal(await count(), 2);
});

test("a COMMIT dropped before is not done; one dropped after is done, and the client never learns", async () => {
  for (const [dropped, lines] of [
    ["before", 1],
    ["after", 2],
  ] as const) {
    await using open = await openClient(({ edge, message }) =>
      commits.scopeOf(message as Exchange, edge) && edge === dropped ? Promise.resolve("drop") : undefined,
    );
    await open.client.query("begin");
    await open.client.query(INSERT, [1, "x"]);
    assert.notEqual(await codeOf(open.client.query("commit")), "no error");
    assert.equal(await count(), lines);
  }
});

test("statements sent without waiting are answered in order while one of them is held", async () => {
  await using open = await openClient(({ edge }) => (edge === "before" ? Promise.resolve("release") : undefined));
  const { client } = open;
  const answers = await Promise.all([
    client.query("select 1 as n"),
    client.query(INSERT, [1, "x"]),
    client.query("select 2 as n"),
  ]);
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]),
    [{ n: 1 }, { id: "2" }, { n: 2 }],
  );
});

test("large parameters and large answers pass whole", async () => {
  await using open = await openClient();
  const large = "y".repeat(5_000_000);
  const { rows } = await open.client.query("select length($1::text) as n, $1::text as text", [large]);
  assert.equal(rows[0].n, large.length);
  assert.equal(rows[0].text, large);
});

test("a query that is cancelled through the link ends with 57014", async () => {
  await using open = await openClient();
  const sleeping = codeOf(open.client.query("select pg_sleep(30)"));
  const [running] = await until(() =>
    lane.own.query("select pid from pg_stat_activity where query = 'select pg_sleep(30)' and state = 'active'"),
  );
  assert.ok(running);
  const canceller = new pg.Client(open.link.url) as pg.Client & { cancel(client: pg.Client, query: unknown): void };
  const { processID, secretKey } = open.client as pg.Client & { processID: number; secretKey: number };
  const { connection } = canceller as unknown as {
    connection: {
      connect(port: number, host: string): void;
      on(event: string, listener: () => void): void;
      cancel(pid: number, key: number): void;
    };
  };
  connection.on("connect", () => connection.cancel(processID, secretKey));
  connection.connect(open.link.port, open.link.host);
  assert.equal(await sleeping, "57014");
});

async function until<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (;;) {
    const found = await look();
    if (found.length > 0) return found;
  }
}

test("COPY passes in both directions, and what follows is understood", async () => {
  await using open = await openClient();
  const { connection } = open.client as unknown as {
    connection: {
      sendCopyFromChunk(chunk: Buffer): void;
      endCopyFrom(): void;
      on(event: string, listener: () => void): void;
    };
  };
  const copied = new Promise<void>((resolve, reject) => {
    const copy = Object.assign(new pg.Query("copy lines (job, value) from stdin"), {
      handleCopyInResponse: () => {
        for (let row = 0; row < 2_000; row++) connection.sendCopyFromChunk(Buffer.from(`1\tline ${row}\n`));
        connection.endCopyFrom();
      },
    });
    copy.on("end", () => resolve());
    copy.on("error", reject);
    open.client.query(copy);
  });
  await copied;
  assert.equal(await count(), 2_001);
  await open.client.query(INSERT, [1, "after the copy"]);
  assert.equal(open.sightings.length, 2);
});

test("a rule's error is what the client gets, and its transaction has failed in the server too", async () => {
  await using open = await openClient();
  await open.client.query("begin");
  await open.client.query(INSERT, [1, "x"]);
  await using rule = await open.link.rule({ sqlState: "40001", match: /^insert/, times: 1 });
  assert.ok(rule);
  assert.equal(await codeOf(open.client.query(INSERT, [1, "y"])), "40001");
  assert.equal(await codeOf(open.client.query("select 1")), "25P02");
  await open.client.query("rollback");
  await open.client.query({ name: "again", text: INSERT, values: [1, "z"] });
  assert.equal(await count(), 2);
  assert.equal(inserts.failureOf?.(open.sightings.at(-3)?.message as Exchange), "40001");
});

test("a rule strikes simple, named and pipelined statements and leaves the others as they are", async () => {
  await using open = await openClient();
  await using rule = await open.link.rule({ sqlState: "23505", message: "as told", match: /^insert/ });
  assert.ok(rule);
  const { client } = open;
  assert.equal(await codeOf(client.query("insert into jobs (name) values ('simple')")), "23505");
  assert.equal(await codeOf(client.query({ name: "n", text: INSERT, values: [1, "x"] })), "23505");
  const answers = await Promise.all([
    client.query("select 1 as n"),
    client.query(INSERT, [1, "x"]).catch((error: Error) => error.message),
    client.query("select 2 as n"),
  ]);
  assert.deepEqual(
    answers.map((answer) => (typeof answer === "string" ? answer : answer.rows[0])),
    [{ n: 1 }, "as told", { n: 2 }],
  );
});

test("an error that ends connections is told as such, and the connection is closed", async () => {
  await using open = await openClient();
  await using rule = await open.link.rule({ sqlState: "57P01" });
  assert.ok(rule);
  const ended = endOf(open.client);
  assert.equal(await codeOf(open.client.query("select 1")), "57P01");
  await ended;
});

test("exactly every fifth statement fails", async () => {
  await using open = await openClient();
  await using rule = await open.link.rule({ sqlState: "40001", fraction: 0.2 });
  assert.ok(rule);
  const codes: string[] = [];
  for (let n = 0; n < 20; n++) codes.push(await codeOf(open.client.query("select $1::int", [n])));
  const failed = codes.flatMap((code, at) => (code === "40001" ? [at] : []));
  assert.deepEqual(
    failed,
    [0, 5, 10, 15].map((at) => at + (failed[0] ?? Number.NaN)),
  );
});

test("a delay ends early when it heals, and a dropped statement never reaches the server", async () => {
  let reached: () => void = () => {};
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  await using open = await openClient(() => void reached());
  const delayed = await open.link.rule({ delayMs: 60_000 });
  const query = open.client.query(INSERT, [1, "late"]);
  await isReached;
  assert.equal(await count(), 1);
  await delayed[Symbol.asyncDispose]();
  await query;
  await using dropped = await open.link.rule({ cut: "before" });
  assert.ok(dropped);
  assert.notEqual(await codeOf(open.client.query(INSERT, [1, "never"])), "no error");
  assert.equal(await count(), 2);
});

test("a reset waits for backends to leave, and brings rows, sequences and identities back", async () => {
  const open = await openClient();
  await open.client.query("insert into jobs (name) values ('more')");
  await open.client.query(INSERT, [2, "x"]);
  const leaving = open.client.end();
  await lane.reset();
  await leaving;
  await open.link[Symbol.asyncDispose]();
  assert.deepEqual(await lane.own.query("select id, name from jobs"), [{ id: 1, name: "seeded" }]);
  assert.deepEqual(await lane.own.query("select id, job, value, size from lines"), [
    { id: "1", job: 1, value: "first", size: 5 },
  ]);
  assert.deepEqual(await lane.own.query("insert into jobs (name) values ('next') returning id"), [{ id: 2 }]);
  await lane.reset();
});

test("a reset ends a backend that does not leave", async () => {
  const open = await openClient();
  const ended = endOf(open.client);
  await open.client.query("begin; lock table jobs");
  await lane.reset();
  await ended;
  await open.link[Symbol.asyncDispose]();
});

test("lanes opened at once do not see each other's rows", async () => {
  const { signal } = opened.context;
  const lanes = await Promise.all([server.openLane("a", signal), server.openLane("b", signal)]);
  const [a, b] = lanes;
  await a.own.query("insert into jobs (name) values ('of a')");
  assert.equal((await b.own.query("select from jobs")).length, 1);
  await Promise.all(lanes.map((each) => each[Symbol.asyncDispose]()));
});

test("a schema that Postgres refuses is told with the line and what it says, and nothing is left running", async () => {
  await using other = await openContext();
  const refused = postgres({ schema: "create table a (id int);\ncreate tabel b ();" }).start(other.context);
  await assert.rejects(
    refused,
    (error) => isChaosError(error, "SCHEMA_FAILED") && /"tabel".*line 2/.test(error.message),
  );
  assert.deepEqual([...other.journal.open], []);
  await assert.rejects(postgres({ schema: "/nowhere/schema.sql" }).start(other.context), (error) =>
    isChaosError(error, "SCHEMA_FAILED"),
  );
});

test("a port that is taken, a setting that does not exist and a server that does not answer are told as refusals", async () => {
  await using other = await openContext();
  const { port } = new URL(lane.own.url);
  const refused = (error: unknown): boolean => isChaosError(error, "DATABASE_REFUSED");
  await assert.rejects(
    postgres({ schema: "" }).start({ ...other.context, freePort: async () => Number(port) }),
    refused,
  );
  await assert.rejects(postgres({ schema: "", serverSettings: { no_such_setting: 1 } }).start(other.context), refused);
  await assert.rejects(
    postgres({ schema: "", url: "postgres://nobody@127.0.0.1:1/postgres" }).start(other.context),
    refused,
  );
  assert.deepEqual([...other.journal.open], []);
});

test("a server given by URL gets databases of its own, which are dropped at the end; those of runs that died go first", async () => {
  await using other = await openContext();
  const databases = () => lane.own.query<{ datname: string }>("select datname from pg_database order by oid");
  const earlier = await databases();
  await lane.own.query("create database chaos_00000000_dead");
  const { href: url } = Object.assign(new URL(lane.own.url), { pathname: "/postgres" });
  const given = await postgres({ schema: SCHEMA, url }).start(other.context);
  const its = await given.openLane("x", other.context.signal);
  assert.equal((await its.own.query("select from jobs")).length, 1);
  assert.equal(given.lanesStandOn, "given");
  assert.equal((its.control as PostgresControl).server, undefined);
  const during = (await databases()).map(({ datname }) => datname);
  assert.equal(during.length, earlier.length + 2);
  assert.ok(!during.includes("chaos_00000000_dead"));
  await its[Symbol.asyncDispose]();
  await given[Symbol.asyncDispose]();
  assert.deepEqual(await databases(), earlier);
});
