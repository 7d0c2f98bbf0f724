import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { deadlock } from "../../src/faults/deadlock.ts";
import { holdRowLock } from "../../src/faults/hold-row-lock.ts";
import { holdTableLock } from "../../src/faults/hold-table-lock.ts";
import { codeOf, type Lab, openLab, until } from "./lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab[Symbol.asyncDispose]());

const isWaiting = async (): Promise<boolean> => (await lab.own.connections()).waiting > 0;
const balances = async (): Promise<readonly number[]> =>
  (await lab.own.query<{ balance: number }>("select balance from accounts order by id")).map(({ balance }) => balance);

test("a writer waits for a lock on its table until the heal, and readers do not", async () => {
  const { dial } = await lab.openReplica({ at: /^update/, inject: holdTableLock() });
  const [writer, reader] = [await dial(), await dial()];
  const writing = codeOf(writer.query("update accounts set balance = 0 where id = 1"));
  await until(isWaiting);
  assert.equal(await codeOf(reader.query("select * from accounts")), "done");
  assert.deepEqual(await balances(), [100, 100]);
  await lab.heal();
  assert.equal(await writing, "done");
  assert.deepEqual(await balances(), [0, 100]);
  await lab.clear();
});

test("a reader waits for a lock on what it reads; within its lock timeout it fails with 55P03", async () => {
  const { dial } = await lab.openReplica({ at: /^select \* from accounts/, inject: holdTableLock() });
  const reader = await dial();
  await reader.query("set lock_timeout = 50");
  assert.equal(await codeOf(reader.query("select * from accounts")), "55P03");
  await lab.heal();
  assert.equal(await codeOf(reader.query("select * from accounts")), "done");
  await lab.clear();
});

test("by hand a table is named, as SQL does", async () => {
  const { dial } = await lab.openReplica();
  const writer = await dial();
  await writer.query("set lock_timeout = 50");
  await lab.inject(holdTableLock({ table: '"Log"' }));
  assert.equal(await codeOf(writer.query(`insert into "Log" (line) values ('x')`)), "55P03");
  assert.equal(await codeOf(writer.query("update accounts set balance = 1")), "done");
  await lab.clear();
});

for (const table of ["nowhere", "Log", "accounts; drop table accounts", "", "a.b.c.d"]) {
  test(`a table that does not exist is refused with a code: ${table === "" ? "no name" : table}`, async () => {
    await assert.rejects(lab.inject(holdTableLock({ table })), (error) => isChaosError(error, "TABLE_UNKNOWN"));
    assert.deepEqual(await balances(), [100, 100]);
  });
}

test("a lock that the struck transaction itself stands in the way of is refused with a code", async () => {
  let told: unknown;
  const refused = holdTableLock();
  const fault = {
    ...refused,
    inject: (world: Parameters<typeof refused.inject>[0]) =>
      refused.inject(world).catch((error: unknown) => {
        told = error;
        return { async [Symbol.asyncDispose]() {} };
      }),
  };
  const { dial } = await lab.openReplica({ at: /where id = \? returning/, inject: fault });
  const client = await dial();
  await client.query("begin");
  await client.query("update accounts set balance = 0 where id = 1");
  await client.query("update accounts set balance = 0 where id = 2 returning id");
  await client.query("rollback");
  assert.ok(isChaosError(told, "LOCK_NOT_POSSIBLE"), String(told));
  await lab.clear();
});

for (const [what, sql, values, other] of [
  [
    "the rows of an update",
    "update accounts set balance = $1 where id = $2",
    [0, 1],
    "update accounts set balance = 1 where id = 2",
  ],
  ["the row of a delete", "delete from accounts where id = $1", [1], "delete from accounts where id = 2"],
  [
    "rows that are locked",
    "select * from accounts where id = $1 for update",
    [1],
    "select * from accounts where id = 2 for update",
  ],
  ["a unique key", "insert into accounts values ($1, $2)", [7, 0], "insert into accounts values (8, 0)"],
] as const) {
  test(`a statement waits for ${what}, and others do not`, async () => {
    const { dial } = await lab.openReplica({ at: /\$1/, inject: holdRowLock() });
    const [struck, free] = [await dial(), await dial()];
    const waiting = codeOf(struck.query(sql, [...values]));
    await until(isWaiting);
    assert.equal(await codeOf(free.query(other)), "done");
    await lab.heal();
    assert.equal(await waiting, "done");
    await lab.clear();
  });
}

test("a real deadlock: the struck transaction is the victim, and the next try succeeds, also in mid fault", async () => {
  const { dial } = await lab.openReplica({ at: /where id = \$1 returning/, inject: deadlock() });
  const client = await dial();
  const transfer = async (): Promise<void> => {
    await client.query("begin");
    try {
      await client.query("update accounts set balance = balance - 10 where id = 1");
      await client.query("update accounts set balance = balance + 10 where id = $1 returning id", [2]);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
  };
  assert.equal(await codeOf(transfer()), "40P01");
  assert.equal(await codeOf(transfer()), "done");
  assert.deepEqual(await balances(), [90, 110]);
  await lab.clear();
});

test("a deadlock over two tables, and looks that do not wait for it", async () => {
  let seen: readonly number[] = [];
  const fault = deadlock();
  const looking = {
    ...fault,
    async inject(world: Parameters<typeof fault.inject>[0]) {
      const undo = await fault.inject(world);
      seen = await balances(); // what a probe does while the message is held
      return undo;
    },
  };
  const { dial } = await lab.openReplica({ at: /^insert into "Log"/, inject: looking });
  const client = await dial();
  await client.query("begin");
  await client.query("insert into accounts values (3, 0)");
  assert.equal(await codeOf(client.query(`insert into "Log" (line) values ('x')`)), "40P01");
  assert.deepEqual(seen, [100, 100]);
  await client.query("rollback");
  await lab.clear();
});

test("a deadlock that is healed before the struck statement goes on leaves nothing held", async () => {
  const fault = deadlock();
  const healed = {
    ...fault,
    async inject(world: Parameters<typeof fault.inject>[0]) {
      await (await fault.inject(world))[Symbol.asyncDispose]();
      return { async [Symbol.asyncDispose]() {} };
    },
  };
  const { dial } = await lab.openReplica({ at: /^insert into "Log"/, inject: healed });
  const client = await dial();
  await client.query("begin");
  await client.query("update accounts set balance = 0 where id = 1");
  assert.equal(await codeOf(client.query(`insert into "Log" (line) values ('x')`)), "done");
  await client.query("commit");
  assert.deepEqual(await balances(), [0, 100]);
  await lab.clear();
});

for (const [what, statements, code] of [
  ["outside a transaction", ["update accounts set balance = 0"], "DEADLOCK_NOT_POSSIBLE"],
  [
    "at a statement that locks nothing",
    ["begin", "update accounts set balance = 0", "select 1 as update"],
    "DEADLOCK_NOT_POSSIBLE",
  ],
] as const) {
  test(`a deadlock ${what} is refused with a code`, async () => {
    let told: unknown;
    const refused = deadlock();
    const fault = {
      ...refused,
      inject: (world: Parameters<typeof refused.inject>[0]) =>
        refused.inject(world).catch((error: unknown) => {
          told = error;
          return { async [Symbol.asyncDispose]() {} };
        }),
    };
    const { dial } = await lab.openReplica({ at: statements.length === 1 ? /^update/ : /^select/, inject: fault });
    const client = await dial();
    for (const sql of statements) await client.query(sql);
    assert.ok(isChaosError(told, code), String(told));
    await client.query("rollback");
    await lab.clear();
  });
}
