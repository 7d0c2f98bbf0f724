import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { holdRowLock } from "../../src/faults/hold-row-lock.ts";
import { holdTableLock } from "../../src/faults/hold-table-lock.ts";
import { occupyConnections } from "../../src/faults/occupy-connections.ts";
import { codeOf, type Lab, openLab, until } from "./lab.ts";

const SHORT_MS = 250;
const TIMEOUTS = [
  "statement_timeout",
  "idle_in_transaction_session_timeout",
  "idle_session_timeout",
  "lock_timeout",
  "transaction_timeout",
];
/** Several times longer than every timeout of the target's. */
const LONG_S = (5 * SHORT_MS) / 1_000;

let lab: Lab;
before(async () => {
  lab = await openLab({
    alone: true,
    serverSettings: {
      ...Object.fromEntries(TIMEOUTS.map((name) => [name, `${SHORT_MS}ms`])),
      max_connections: "30",
      default_transaction_isolation: "serializable",
      default_transaction_read_only: "on",
      default_transaction_deferrable: "on",
    },
  });
});
after(() => lab[Symbol.asyncDispose]());

const settings = async (): Promise<Readonly<Record<string, string>>> => {
  const names = [...TIMEOUTS, "default_transaction_isolation", "default_transaction_read_only"];
  const rows = await lab.own.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name = any($1)",
    [names],
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
};

/** Time passes in the server, longer than any of the target's timeouts. */
const wait = () => lab.own.query("select pg_sleep($1)", [LONG_S]);
const free =
  "set statement_timeout = 0; set lock_timeout = 0; set transaction_timeout = 0; set idle_session_timeout = 0";
const writable = "set default_transaction_read_only = off";
const isWaiting = async (): Promise<boolean> => (await lab.own.connections()).waiting > 0;

test("no timeout of the server's settings holds for the harness's own sessions, and their transactions are ordinary", async () => {
  const wanted = {
    statement_timeout: "0",
    idle_in_transaction_session_timeout: "0",
    idle_session_timeout: "0",
    transaction_timeout: "0",
    default_transaction_isolation: "read committed",
    default_transaction_read_only: "off",
  };
  const { lock_timeout: lockTimeout, ...rest } = await settings();
  assert.deepEqual(rest, wanted);
  assert.notEqual(lockTimeout, String(SHORT_MS));
});

test("nor do those that an ALTER DATABASE or ALTER ROLE sets", async () => {
  await lab.own.query(
    `do $$ begin
       execute format('alter database %I set statement_timeout = 77', current_database());
       execute format('alter database %I set idle_in_transaction_session_timeout = 77', current_database());
       execute format('alter role %I set idle_session_timeout = 77', current_user);
       execute format('alter role %I set default_transaction_read_only = on', current_user);
     end $$`,
  );
  const { connect } = lab.world().servers("struck") as { connect(): Promise<import("pg").Client> };
  const session = await connect();
  try {
    const { rows } = await session.query<{ setting: string }>(
      `select setting from pg_settings where name in
       ('statement_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')`,
    );
    assert.deepEqual(rows, [{ setting: "0" }, { setting: "0" }, { setting: "0" }]);
    assert.deepEqual((await session.query("show default_transaction_read_only")).rows, [
      { default_transaction_read_only: "off" },
    ]);
  } finally {
    await session.end();
  }
});

for (const [name, fault] of Object.entries({ "table lock": holdTableLock(), "row lock": holdRowLock() })) {
  test(`the holder of a ${name} outlives every timeout of the target until the heal`, async () => {
    const { dial, injected, close } = await lab.openReplica({ at: /^update/, inject: fault });
    const client = await dial();
    await client.query(free);
    await client.query(writable);
    const update = codeOf(client.query("update accounts set balance = balance where id = 1"));
    await injected;
    await until(isWaiting);
    await wait();
    assert.equal(await isWaiting(), true);
    await lab.heal();
    assert.equal(await update, "done");
    await close();
    await lab.clear();
  });
}

test("whoever occupies connections stays until the heal", async () => {
  await lab.inject(occupyConnections());
  await wait();
  const { dial, close } = await lab.openReplica();
  assert.equal(await codeOf(dial()), "53300");
  await lab.heal();
  await until(async () => (await codeOf(dial())) === "done");
  await close();
});
