import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { QueryFailure } from "../../src/pool/query-failure.ts";
import { soundPool } from "../../src/pool/sound-pool.ts";
import { openDatabase, type TestDatabase } from "../pool/open-database.ts";
import { openTestLedger, type TestLedger } from "./open-test-ledger.ts";

let database: TestDatabase;
before(async () => {
  database = await openDatabase();
});
after(() => database[Symbol.asyncDispose]());

/** A ledger on the database, which is as new afterwards. */
async function withLedger(
  work: (opened: TestLedger) => Promise<void>,
  ...[options = {}, parts = {}]: Partial<Parameters<typeof openTestLedger>>
): Promise<void> {
  {
    await using opened = await openTestLedger({ url: database.own.url, ...options }, parts);
    await work(opened);
  }
  await database.reset();
}

const records = async (): Promise<readonly string[]> =>
  (await database.own.query<{ key: string }>("select key from records order by key")).map(({ key }) => key);
async function activeInServer(count: number): Promise<void> {
  while ((await database.own.connections()).active !== count);
}

test("a record is made once, however often its wish is told; another wish is told that the key is taken", () =>
  withLedger(async ({ get, post }) => {
    const record = { key: "a b", value: "1" };
    assert.deepEqual((await get("/records/a%20b")).body, { value: null });
    for (let count = 0; count < 2; count++) {
      const made = await post("/records", record, "wish 1");
      assert.deepEqual([made.status, made.body], [201, { key: "a b" }]);
    }
    assert.equal((await post("/records", record, "wish 2")).status, 409);
    assert.equal((await post("/records", { ...record, value: "2" }, "wish 1")).status, 409);
    assert.deepEqual((await get("/records/a%20b")).body, { value: "1" });
  }));

test("several records are made in one transaction or not at all, and once", () =>
  withLedger(async ({ post }) => {
    const writes = ["a", "b", "c"].map((key) => ({ key, value: key }));
    assert.equal((await post("/records", { key: "c", value: "mine" }, "wish 1")).status, 201);
    assert.equal((await post("/batches", { writes }, "wish 2")).status, 409);
    assert.deepEqual(await records(), ["c"]);
    for (let count = 0; count < 2; count++) {
      const made = await post("/transactions", { writes: writes.slice(0, 2) }, "wish 3");
      assert.deepEqual([made.status, made.body], [201, { keys: ["a", "b"] }]);
    }
    assert.deepEqual(await records(), ["a", "b", "c"]);
  }));

test("an addition counts once, and its wish is answered as the first time", () =>
  withLedger(async ({ post }) => {
    const addition = { keys: ["n", "m"], amount: 2, isolation: "serializable" };
    for (let count = 0; count < 2; count++) {
      assert.deepEqual((await post("/additions", addition, "wish 1")).body, { totals: [2, 2] });
    }
    assert.deepEqual((await post("/additions", addition, "wish 2")).body, { totals: [4, 4] });
    assert.equal((await post("/additions", { ...addition, amount: 3 }, "wish 2")).status, 409);
  }));

test("twenty additions at once to one counter all count, whatever the isolation", () =>
  withLedger(
    async ({ post }) => {
      const add = (isolation: string, count: number) =>
        Array.from({ length: count }, (_, index) =>
          post("/additions", { keys: ["n"], amount: 1, isolation }, `${isolation} ${index}`),
        );
      const replies = await Promise.all([...add("read committed", 10), ...add("serializable", 10)]);
      const done = replies.filter(({ status }) => status === 200).length;
      assert.ok(replies.every(({ status }) => status === 200 || status === 503));
      const [counter] = await database.own.query<{ total: string }>("select total from counters");
      assert.equal(Number(counter?.total), done);
      assert.ok(done >= 10);
    },
    { size: 5, most: 5, tries: 8, retryBudget: 1_000 },
  ));

test("a commit that was not answered is found by its wish and not repeated", () => {
  const cut = { left: 1 };
  return withLedger(
    async ({ post, get }) => {
      assert.deepEqual((await post("/additions", { keys: ["n"], amount: 1 }, "wish 1")).body, { totals: [1] });
      cut.left = 1;
      const made = await post("/transactions", { writes: [{ key: "a", value: "a" }] }, "wish 2");
      assert.equal(made.status, 201);
      assert.deepEqual((await get("/records/a")).body, { value: "a" });
      const [counter] = await database.own.query<{ total: string }>("select total from counters");
      assert.equal(Number(counter?.total), 1);
    },
    {},
    {
      async runStatement(pool, connection, statement, values, signal) {
        const rows = await soundPool.runStatement(pool, connection, statement, values, signal);
        if (statement.text !== "commit" || cut.left === 0) return rows as never;
        cut.left -= 1;
        pool.parts.discard(pool, connection);
        throw new QueryFailure("lost", "the answer to the commit was lost");
      },
    },
  );
});

test("a tenant's scope is gone after its request, also after one that failed", () =>
  withLedger(
    async ({ get }) => {
      const before = (await get("/session")).body;
      await get("/records/a/scoped", { "x-scope": "tenant 1" });
      assert.deepEqual((await get("/session")).body, before);
    },
    { size: 1, most: 1 },
  ));

test("a cached read falls back on what was read before, marked as stale, and on nothing when there is nothing", () => {
  const database = { isSlow: false };
  return withLedger(
    async ({ get, ledger }) => {
      assert.deepEqual((await get("/records/a/cached")).body, { value: null, stale: false });
      database.isSlow = true;
      assert.deepEqual((await get("/records/a/cached")).body, { value: null, stale: true });
      assert.equal((await get("/records/b/cached")).status, 504);
      database.isSlow = false;
      for (const key of ["b", "c", "d"]) await get(`/records/${key}/cached`);
      assert.deepEqual([...ledger.cache.keys()], ["c", "d"]);
    },
    { queryTimeoutMs: 300 },
    {
      async selectRecord(session) {
        if (database.isSlow) await session.run({ text: "select pg_sleep(30)" });
        return null;
      },
    },
  );
});

test("health is told without asking the database, and says when connections cannot be had", () =>
  withLedger(
    async ({ get, ledger }) => {
      assert.deepEqual((await get("/health")).body, { status: "ok" });
      const connection = await ledger.pool.parts.acquire(ledger.pool);
      assert.equal((await get("/records/a")).status, 503);
      assert.deepEqual((await get("/health")).body, { status: "degraded" });
      assert.equal((await get("/pool")).body["circuit"], "open");
      ledger.pool.parts.release(ledger.pool, connection);
    },
    { size: 1, most: 1, acquireTimeoutMs: 500, circuit: { threshold: 1, openMs: 60_000 } },
  ));

test("the query of a client that hangs up ends in the server", () =>
  withLedger(async ({ url }) => {
    const client = new AbortController();
    const asked = fetch(`${url}/sleeps`, {
      method: "POST",
      body: JSON.stringify({ key: "a", ms: 60_000 }),
      signal: client.signal,
    });
    await activeInServer(1);
    client.abort();
    await assert.rejects(asked);
    await activeInServer(0);
  }));

test("a stop lets running requests end, refuses new ones at once, and leaves no connection", () =>
  withLedger(async ({ url, post, get, stop, ledger }) => {
    const running = post("/sleeps", { key: "a", ms: 300 });
    await activeInServer(1);
    const stopping = stop();
    await assert.rejects(get("/records/a"));
    const { status, headers } = await running;
    assert.deepEqual([status, headers.get("connection")], [200, "close"]);
    await stopping;
    assert.equal(ledger.pool.connections.size, 0);
    await assert.rejects(fetch(url));
  }));

test("a request that is not as described is told what is wrong with it", () =>
  withLedger(async ({ post, get }) => {
    for (const [body, wish, words] of [
      [{ key: "a" }, "wish", /value/],
      [{ key: "a", value: "a" }, undefined, /Idempotency-Key/],
      ["no object", "wish", /expected object/],
    ] as const) {
      const { status, body: told } = await post("/records", body, wish);
      assert.equal(status, 400);
      assert.match(String(told["error"]), words);
    }
    assert.equal((await post("/leaks", { key: "a" })).status, 404);
    assert.equal((await get("/nowhere")).status, 404);
  }));

test("the API describes itself, with every route that it serves", () =>
  withLedger(async ({ get }) => {
    const { body } = await get("/openapi.json");
    assert.deepEqual(Object.keys(body["paths"] as object).sort(), [
      "/additions",
      "/batches",
      "/health",
      "/leaks",
      "/pool",
      "/records",
      "/records/{key}",
      "/records/{key}/cached",
      "/records/{key}/scoped",
      "/session",
      "/sleeps",
      "/transactions",
    ]);
  }));
