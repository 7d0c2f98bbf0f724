import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Link } from "@chaos-packs/contract/target";
import { openPool } from "../../src/pool/open-pool.ts";
import type { Pool } from "../../src/pool/pool.ts";
import type { PoolOptions } from "../../src/pool/pool-options.ts";
import type { PoolParts } from "../../src/pool/pool-parts.ts";
import { kindOfFailure } from "../../src/pool/query-failure.ts";
import { soundPool } from "../../src/pool/sound-pool.ts";
import type { Session } from "../../src/pool/with-connection.ts";
import { openDatabase, type TestDatabase } from "./open-database.ts";
import { openTestLog } from "./open-test-log.ts";
import { poolOptions } from "./pool-options.ts";

let database: TestDatabase;
before(async () => {
  database = await openDatabase();
});
after(() => database[Symbol.asyncDispose]());

const ONE = { text: "select 1 as one" };
const BACKEND = { text: "select pg_backend_pid() as pid" };
const SLEEP = { text: "select pg_sleep(30)" };

interface Opened {
  readonly pool: Pool;
  readonly link: Link;
  readonly log: ReturnType<typeof openTestLog>;
  run<T>(work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** A pool on a link of its own; afterwards it is closed, and the server has none of its connections left. */
async function withPool(
  options: Partial<PoolOptions>,
  work: (opened: Opened) => Promise<void>,
  parts: Partial<PoolParts> = {},
): Promise<void> {
  await using link = await database.openLink();
  const log = openTestLog();
  const pool = openPool(poolOptions({ ...options, url: link.url }), { ...soundPool, ...parts }, log.log);
  const run: Opened["run"] = (each, signal = new AbortController().signal) =>
    pool.parts.withRetries(pool, signal, () => pool.parts.withConnection(pool, signal, each));
  try {
    await work({ pool, link, log, run });
  } finally {
    await pool.parts.closePool(pool);
  }
  await database.reset(); // waits until the server has nobody left
}

const pidOf = async (session: Session): Promise<number> => {
  const [row] = await session.run<{ pid: number }>(BACKEND);
  return row?.pid ?? Number.NaN;
};
/** Resolves when the server sees so many statements under way. */
async function activeInServer(count: number): Promise<void> {
  while ((await database.own.connections()).active !== count);
}
const kindOf = (work: Promise<unknown>): Promise<string> => work.then(() => "ok", kindOfFailure);

test("nothing is dialled before somebody asks", () =>
  withPool({}, async ({ pool, link, run }) => {
    assert.equal(link.connections(), 0);
    await run((session) => session.run(ONE));
    assert.ok(pool.connections.size >= 1);
  }));

test("many requests share the connections that the pool keeps, in the order in which they came", () =>
  withPool({}, async ({ pool, run }) => {
    const served: number[] = [];
    const read = (index: number) =>
      run(async (session) => {
        served.push(index);
        await session.run(ONE);
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => read(index)));
    assert.deepEqual(
      served,
      served.toSorted((a, b) => a - b),
    );
    assert.ok(pool.connections.size <= 2);
    assert.equal(pool.idle.length, pool.connections.size);
  }));

test("a request that finds no connection in time is told how it stands, and leaves the queue", () =>
  withPool({ size: 1, most: 1, acquireTimeoutMs: 500 }, async ({ pool, run }) => {
    const connection = await pool.parts.acquire(pool);
    await assert.rejects(
      run((session) => session.run(ONE)),
      /^QueryFailure: no connection within \d+ ms: pool of 1, 1 waiting$/,
    );
    assert.equal(pool.waiters.length, 0);
    pool.parts.release(pool, connection);
    assert.equal(await kindOf(run((session) => session.run(ONE))), "ok");
  }));

test("whoever has waited long gets an extra connection, up to the most there may be; idle, it is closed again", () =>
  withPool({ size: 1, most: 2, overflowAfterMs: 20, overflowIdleMs: 30 }, async ({ pool, run }) => {
    const connections = await Promise.all([pool.parts.acquire(pool), pool.parts.acquire(pool)]);
    const third = run((session) => session.run(ONE));
    await activeInServer(0);
    assert.equal(pool.connections.size, 2);
    const trimmed = new Promise<void>((resolve) => connections.map(({ client }) => client.once("end", resolve)));
    for (const connection of connections) pool.parts.release(pool, connection);
    await third;
    await trimmed;
    assert.equal(pool.connections.size, 1);
  }));

test("requests that find no connection open the circuit, and the next is refused at once", () =>
  withPool({ size: 1, most: 1, acquireTimeoutMs: 500, circuit: { threshold: 2, openMs: 30_000 } }, async ({ pool }) => {
    const connection = await pool.parts.acquire(pool);
    const ask = () => kindOf(pool.parts.acquire(pool));
    assert.deepEqual(await Promise.all([ask(), ask()]), ["no connection", "no connection"]);
    assert.equal(pool.circuit.state(), "open");
    assert.equal(await ask(), "circuit open");
    pool.parts.release(pool, connection);
  }));

test("a query that takes too long is ended by the server, and its connection serves the next", () =>
  withPool({ size: 1, most: 1, queryTimeoutMs: 200 }, async ({ run }) => {
    const first = await run(pidOf);
    assert.equal(await kindOf(run((session) => session.run(SLEEP))), "too slow");
    assert.equal(await run(pidOf), first);
  }));

test("the query of a client that hangs up is cancelled in the server, and its connection serves the next", () =>
  withPool({ size: 1, most: 1 }, async ({ run }) => {
    const first = await run(pidOf);
    const client = new AbortController();
    const asked = kindOf(run((session) => session.run(SLEEP), client.signal));
    await activeInServer(1);
    client.abort();
    assert.equal(await asked, "abandoned");
    assert.equal((await database.own.connections()).active, 0);
    assert.equal(await run(pidOf), first);
  }));

test("a client that hangs up while it waits leaves the queue", () =>
  withPool({ size: 1, most: 1 }, async ({ pool }) => {
    const connection = await pool.parts.acquire(pool);
    const client = new AbortController();
    const waiting = kindOf(pool.parts.acquire(pool, client.signal));
    client.abort();
    assert.equal(await waiting, "abandoned");
    assert.equal(pool.waiters.length, 0);
    pool.parts.release(pool, connection);
  }));

test("a connection that nobody gives back is told of with the place where it was taken, and its place is free", () =>
  withPool({ size: 1, most: 1, leakAfterMs: 150 }, async ({ pool, log, run }) => {
    const forgetful = async () => void (await pool.parts.acquire(pool));
    await forgetful();
    const { level, stack } = await log.seen(/has leaked/);
    assert.equal(level, "warn");
    assert.match(stack ?? "", /forgetful/);
    assert.equal(await kindOf(run((session) => session.run(ONE))), "ok");
    assert.equal(pool.connections.size, 1);
  }));

test("connections that break while idle are replaced, and nobody notices", () =>
  withPool({}, async ({ pool, link, run }) => {
    await Promise.all([run((session) => session.run(ONE)), run((session) => session.run(ONE))]);
    await using _gone = await link.fail({ how: "rst", at: "idle" });
    assert.equal(await kindOf(run((session) => session.run(ONE))), "ok");
    assert.ok(pool.connections.size <= 2);
  }));

test("a connection that swallows everything is given up, and the request is served on another", () =>
  withPool({ queryTimeoutMs: 250, answerTimeoutMs: 300 }, async ({ link, run }) => {
    await run((session) => session.run(ONE));
    await using _gone = await link.fail({ how: "swallow", at: "idle" });
    assert.equal(await kindOf(run((session) => session.run(ONE))), "ok");
  }));

test("while dials fail one is made at a time, each after a longer pause, and the outage is told once", async () => {
  const pauses: number[] = [];
  const dials: number[] = [];
  await withPool(
    { acquireTimeoutMs: 5_000 },
    async ({ link, run, log, pool }) => {
      const failing = await link.fail({ how: "rst", at: "first-bytes", times: 4 });
      const all = Promise.all(Array.from({ length: 5 }, () => run((session) => session.run(ONE))));
      await all;
      await failing[Symbol.asyncDispose]();
      assert.deepEqual(pauses, [1, 2, 3, 4]);
      assert.deepEqual(dials.slice(0, 5), [1, 1, 1, 1, 1]);
      assert.equal(log.lines.filter(({ msg }) => msg === "the database cannot be reached").length, 1);
      assert.equal(log.lines.filter(({ msg }) => msg === "the database can be reached again").length, 1);
      assert.equal(pool.dials.failures, 0);
    },
    {
      pauseBefore(failures) {
        pauses.push(failures);
        return 1;
      },
      dial(pool, signal) {
        dials.push(pool.dials.underWay.size);
        return soundPool.dial(pool, signal);
      },
    },
  );
});

test("while nobody listens at the address requests are refused at once, and served again when somebody does", () =>
  withPool({}, async ({ link, run, pool }) => {
    const refusing = await link.fail({ how: "refuse", at: "dial" });
    assert.equal(await kindOf(run((session) => session.run(ONE))), "refused");
    assert.equal(await kindOf(run((session) => session.run(ONE))), "refused");
    const back = new Promise<void>((resolve) => {
      const { log } = pool;
      const info = log.info.bind(log);
      log.info = ((...line: Parameters<typeof info>) => {
        info(...line);
        if (String(line[1]).includes("reached again")) resolve();
      }) as typeof log.info;
    });
    await refusing[Symbol.asyncDispose]();
    await back;
    assert.equal(await kindOf(run((session) => session.run(ONE))), "ok");
  }));

test("a server that accepts and stays silent costs no more than a connection may take to open", () =>
  withPool({ connectTimeoutMs: 250 }, async ({ link, run }) => {
    await using _silent = await link.fail({ how: "silence", at: "accept", times: 1 });
    assert.equal(await kindOf(run((session) => session.run(ONE))), "ok");
  }));

test("a transaction that fails leaves nothing behind, neither rows nor an open transaction", () =>
  withPool({ size: 1, most: 1 }, async ({ pool, run }) => {
    const failing = run((session) =>
      pool.parts.inTransaction(session, async () => {
        await session.run({ text: "insert into counters (key, total) values ('a', 1)" });
        await session.run({ text: "select 1 / 0" });
      }),
    );
    assert.equal(await kindOf(failing), "refused value");
    assert.deepEqual(await database.own.query("select * from counters"), []);
    assert.equal((await database.own.connections()).inTransaction, 0);
    assert.equal(await kindOf(run((session) => session.run(ONE))), "ok");
  }));

test("a connection whose transaction cannot be rolled back is not used again", () =>
  withPool(
    { size: 1, most: 1 },
    async ({ pool, run }) => {
      const before = await run(pidOf);
      const failing = run((session) => pool.parts.inTransaction(session, () => session.run({ text: "select 1 / 0" })));
      assert.equal(await kindOf(failing), "refused value");
      assert.notEqual(await run(pidOf), before);
    },
    {
      runStatement: (pool, connection, statement, ...rest) =>
        soundPool.runStatement(
          pool,
          connection,
          statement.text === "rollback" ? { text: "rollback to savepoint nowhere" } : statement,
          ...rest,
        ),
    },
  ));

test("a pool that is closed lets go of dials, of who waits, and of who runs", () =>
  withPool({ size: 1, most: 1 }, async ({ pool, run }) => {
    const running = kindOf(run((session) => session.run(SLEEP)));
    await activeInServer(1);
    const waiting = kindOf(run((session) => session.run(ONE)));
    await pool.parts.closePool(pool);
    assert.equal(await waiting, "stopping");
    assert.ok(["lost", "stopping"].includes(await running));
    assert.equal(await kindOf(run((session) => session.run(ONE))), "stopping");
    assert.equal(pool.connections.size, 0);
    await database.own.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep%'",
    );
  }));
