import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { cancelStatements } from "../../src/faults/cancel-statements.ts";
import { terminateBackends } from "../../src/faults/terminate-backends.ts";
import { codeOf, endOf, type Lab, openLab, until } from "./lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab[Symbol.asyncDispose]());

const open = async (): Promise<number> => (await lab.own.connections()).open;
const isActive = async (): Promise<boolean> => (await lab.own.connections()).active > 0;

test("the backend of the struck connection alone is terminated: its client gets 57P01", async () => {
  const { dial } = await lab.openReplica({ at: /^update/, inject: terminateBackends() });
  const [struck, other] = [await dial(), await dial()];
  const ended = endOf(struck);
  assert.equal(await codeOf(struck.query("update accounts set balance = 0")), "57P01");
  await ended;
  assert.equal(await codeOf(other.query("select 1")), "done");
  assert.deepEqual(await lab.own.query("select from accounts where balance = 0"), []);
  await lab.clear();
});

test("idle backends are terminated, those in a transaction or in mid query are let be", async () => {
  const { dial } = await lab.openReplica();
  const [idle, within, running] = [await dial(), await dial(), await dial()];
  await within.query("begin");
  const sleeping = codeOf(running.query("select pg_sleep(30)"));
  await until(isActive);
  const ended = endOf(idle);
  await lab.inject(terminateBackends({ which: "idle" }));
  await ended;
  assert.equal(await open(), 2);
  assert.equal(await codeOf(within.query("commit")), "done");
  await lab.cancel();
  assert.equal(await sleeping, "57014");
  await lab.clear();
});

test("all backends are terminated, also in mid query, and none of the harness's own", async () => {
  const { dial } = await lab.openReplica();
  const [idle, running] = [await dial(), await dial()];
  const sleeping = codeOf(running.query("select pg_sleep(30)"));
  await until(isActive);
  const ended = endOf(idle);
  await lab.inject(terminateBackends({ which: "all" }));
  await ended;
  assert.equal(await sleeping, "57P01");
  assert.equal(await open(), 0);
  assert.equal(await codeOf(dial()), "done");
  await lab.clear();
});

test("what runs is cancelled: 57014, and the connection serves on", async () => {
  const { dial } = await lab.openReplica();
  const client = await dial();
  const sleeping = codeOf(client.query("select pg_sleep(30)"));
  await until(isActive);
  await lab.inject(cancelStatements());
  assert.equal(await sleeping, "57014");
  assert.equal(await codeOf(client.query("select 1")), "done");
  await lab.clear();
});

test("the struck statement is cancelled once the server runs it; what runs elsewhere goes on", async () => {
  const { dial } = await lab.openReplica({
    at: /^select pg_sleep\(\?\) as struck/,
    inject: cancelStatements({ which: "struck" }),
  });
  const [struck, other] = [await dial(), await dial()];
  let isOver = false;
  const sleeping = codeOf(other.query("select pg_sleep(30)")).finally(() => {
    isOver = true;
  });
  await until(isActive);
  assert.equal(await codeOf(struck.query("select pg_sleep(30) as struck")), "57014");
  assert.equal(isOver, false);
  await lab.cancel();
  assert.equal(await sleeping, "57014");
  await lab.clear();
});

test("a cancellation of a statement that never runs ends with its undo", async () => {
  const { dial } = await lab.openReplica({ at: /^select \?/, inject: cancelStatements({ which: "struck" }) });
  const client = await dial();
  assert.equal(await codeOf(client.query("select 1")), "done");
  await lab.heal();
  await lab.clear();
});

test("by hand nothing is struck, so one that strikes the struck backend is refused with a code", async () => {
  for (const fault of [terminateBackends(), cancelStatements({ which: "struck" })]) {
    await assert.rejects(lab.inject(fault), (error) => isChaosError(error, "NO_HELD_MESSAGE"));
  }
});
