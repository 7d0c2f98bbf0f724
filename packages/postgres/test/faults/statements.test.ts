import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Anchor, isChaosError } from "@chaos-packs/contract/kind";
import pg from "pg";
import { cutStatement } from "../../src/faults/cut-statement.ts";
import { delayStatement } from "../../src/faults/delay-statement.ts";
import { dropStatement } from "../../src/faults/drop-statement.ts";
import { failOver } from "../../src/faults/fail-over.ts";
import { failStatement } from "../../src/faults/fail-statement.ts";
import { codeOf, endOf, type Lab, openLab } from "./lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab[Symbol.asyncDispose]());

const INSERT = 'insert into "Log" (line) values ($1) returning id';
const lines = async (): Promise<number> => (await lab.own.query('select from "Log"')).length;
/** A moment by a word of its fingerprint: what a target file maps a moment to. */
const moment = (word: string): Anchor => ({
  capability: "queries",
  moment: word,
  scope: {},
  occurrence: 1,
  edge: "before",
});

for (const [what, fault, isDone, isError] of [
  ["dropped: the server never hears of it", dropStatement({ times: 1 }), false, true],
  ["cut before", cutStatement({ cut: "before", times: 1 }), false, true],
  ["cut unanswered: the server has done it, the client never learns", cutStatement({ times: 1 }), true, true],
  [
    "cut answered: the client has its answer, then the connection ends",
    cutStatement({ cut: "answered", times: 1 }),
    true,
    false,
  ],
] as const) {
  for (const how of ["simple", "extended", "named"] as const) {
    test(`a statement is ${what} (${how})`, async () => {
      const { dial } = await lab.openReplica();
      const client = await dial();
      const ended = endOf(client);
      await lab.inject(fault);
      const query =
        how === "simple"
          ? client.query(`insert into "Log" (line) values ('x') returning id`)
          : client.query({ text: INSERT, values: ["x"], ...(how === "named" && { name: "log" }) });
      const [code] = await Promise.all([codeOf(query), ended]);
      assert.equal(code !== "done", isError, code);
      assert.equal(await lines(), isDone ? 1 : 0);
      const again = await dial();
      assert.equal(await codeOf(again.query(INSERT, ["y"])), "done");
      await lab.clear();
    });
  }
}

test("a COMMIT cut unanswered is durable; one cut before is rolled back", async () => {
  for (const [cut, count] of [
    ["unanswered", 1],
    ["before", 0],
  ] as const) {
    const { dial } = await lab.openReplica({ at: /^commit/, inject: cutStatement({ cut, times: 1 }) });
    const client = await dial();
    await client.query("begin");
    await client.query(INSERT, ["x"]);
    assert.notEqual(await codeOf(client.query("commit")), "done");
    assert.equal(await lines(), count);
    await lab.clear();
  }
});

test("a large answer that is cut is not kept, and the client sees none of it", async () => {
  const { dial } = await lab.openReplica();
  const client = await dial();
  await lab.inject(cutStatement());
  let rows = 0;
  const query = client.query(new pg.Query("select repeat('x', 1000) from generate_series(1, 20000)"));
  query.on("row", () => rows++);
  await new Promise((resolve) => void query.on("error", resolve));
  assert.equal(rows, 0);
  await lab.clear();
});

test("only statements that are the moment are struck, exactly every second of them, with BEGIN and others let be", async () => {
  const { dial } = await lab.openReplica();
  const client = await dial();
  const fault = failStatement({ sqlState: "40001", moment: moment("accounts"), fraction: 0.5 });
  assert.deepEqual(fault.strikes, [{ carrying: { capability: "queries", moment: "accounts" } }]);
  assert.deepEqual(fault.moments, [moment("accounts")]);
  await lab.inject(fault);
  const seen: string[] = [];
  for (let n = 0; n < 6; n++) {
    seen.push(await codeOf(client.query("select * from accounts where id = $1", [n])));
    assert.equal(await codeOf(client.query("select 1")), "done");
  }
  assert.equal(seen.filter((code) => code === "40001").length, 3);
  assert.ok(seen.every((code, at) => code !== seen[at + 1]));
  await lab.clear();
});

test("a moment at the edge after is struck before all the same: a rule decides before the server knows", () => {
  const fault = failStatement({ sqlState: "40001", moment: { ...moment("accounts"), edge: "after" } });
  assert.equal(fault.moments?.[0]?.edge, "before");
});

test("a fault on statements by a moment survives JSON and back", () => {
  const { args } = failStatement({ sqlState: "40001", moment: moment("accounts"), of: "all", times: 2 });
  assert.deepEqual(JSON.parse(JSON.stringify(args)), args);
});

test("after a failover connections that were open refuse writes with 25006 and read on; who dials anew writes", async () => {
  const { dial } = await lab.openReplica();
  const old = await dial();
  const work = (client: pg.Client, sql: string) => codeOf(client.query(sql));
  await lab.inject(failOver());
  for (const write of [
    "insert into accounts values (3, 0)",
    "update accounts set balance = 0",
    "with gone as (delete from accounts returning id) select * from gone",
    "select * from accounts for update",
    "create table t ()",
  ]) {
    assert.equal(await work(old, write), "25006", write);
  }
  assert.equal(await work(old, "select * from accounts"), "done");
  assert.equal(await work(old, "select updated from (select 1 as updated) t"), "done");
  const anew = await dial();
  assert.equal(await work(anew, "insert into accounts values (3, 0)"), "done");
  await lab.heal();
  assert.equal(await work(old, "update accounts set balance = 1"), "done");
  await lab.clear();
});

test("rules of a wrong form are refused where the fault is written", () => {
  for (const make of [
    () => failStatement({ sqlState: "4001" }),
    () => failStatement({ sqlState: "deadlock" }),
    () => delayStatement({ ms: -1 }),
    () => delayStatement({ ms: 2 ** 31 }),
    () => dropStatement({ times: 0 }),
    () => cutStatement({ fraction: 1.5 }),
    () => cutStatement({ cut: "later" as "before" }),
  ]) {
    assert.throws(make, (error) => isChaosError(error, "BAD_RULE"));
  }
});
