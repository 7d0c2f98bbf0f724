import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { killBackend } from "../../src/faults/kill-backend.ts";
import { occupyConnections } from "../../src/faults/occupy-connections.ts";
import { readOnly } from "../../src/faults/read-only.ts";
import { databaseRestart, restartServer, stopServer } from "../../src/faults/restart-server.ts";
import type { PostgresControl } from "../../src/lane/control.ts";
import { codeOf, endOf, type Lab, openLab } from "./lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab({ alone: true });
});
after(() => lab[Symbol.asyncDispose]());

const INSERT = 'insert into "Log" (line) values ($1)';
const lines = async (): Promise<readonly string[]> =>
  (await lab.own.query<{ line: string }>('select line from "Log" order by id')).map(({ line }) => line);

for (const mode of ["fast", "immediate"] as const) {
  test(`restarted (${mode}), the server has what was acknowledged and nothing else, and serves who dials again`, async () => {
    const { dial, injected } = await lab.openReplica({ at: /^commit/, inject: restartServer({ mode }) });
    const [writer, within] = [await dial(), await dial()];
    for (let n = 0; n < 20; n++) await writer.query(INSERT, [`acknowledged ${n}`]);
    const ended = Promise.all([endOf(writer), endOf(within)]);
    await within.query("begin");
    await within.query(INSERT, ["never committed"]);
    assert.notEqual(await codeOf(within.query("commit")), "done");
    await Promise.all([ended, injected]);
    assert.equal((await lines()).length, 20);
    const again = await dial();
    assert.equal(await codeOf(again.query(INSERT, ["afterwards"])), "done");
    await lab.clear();
    assert.deepEqual(await lines(), []);
  });
}

test("a fast restart tells clients in mid query with 57P01", async () => {
  const { dial } = await lab.openReplica();
  const client = await dial();
  const sleeping = codeOf(client.query("select pg_sleep(30)"));
  await lab.inject(databaseRestart());
  assert.equal(await sleeping, "57P01");
  await lab.clear();
});

test("while the server is stopped dials are refused and the harness's own looks reject; the heal starts it", async () => {
  const { dial } = await lab.openReplica();
  const client = await dial();
  const ended = endOf(client);
  await lab.inject(stopServer());
  await ended;
  assert.equal(await codeOf(dial()), "ECONNREFUSED");
  assert.equal(await codeOf(lines()), "ECONNREFUSED");
  await lab.heal();
  assert.equal(await codeOf(dial()), "done");
  assert.deepEqual(await lines(), []);
  await lab.clear();
});

test("a reset starts a server that nobody has healed, and puts back what was altered", async () => {
  const { dial } = await lab.openReplica();
  await readOnly().inject(lab.world());
  await (lab.lane.control as PostgresControl).server?.stop("immediate");
  await lab.lane.reset();
  const client = await dial();
  assert.equal(await codeOf(client.query(INSERT, ["x"])), "done");
  await lab.clear();
});

test("a killed backend takes all others with it; the server recovers, with all that was acknowledged", async () => {
  const { dial, injected } = await lab.openReplica({ at: /^update/, inject: killBackend() });
  const [struck, other] = [await dial(), await dial()];
  await other.query(INSERT, ["acknowledged"]);
  const ended = Promise.all([endOf(struck), endOf(other)]);
  assert.notEqual(await codeOf(struck.query("update accounts set balance = 0")), "done");
  await Promise.all([ended, injected]);
  assert.deepEqual(await lines(), ["acknowledged"]);
  assert.deepEqual(await lab.own.query("select from accounts where balance = 0"), []);
  assert.equal(await codeOf(dial()), "done");
  await lab.clear();
});

test("when others hold all connections but two, two dials succeed, the third gets the real 53300, and open ones serve on", async () => {
  const { dial } = await lab.openReplica();
  const open = await dial();
  await lab.inject(occupyConnections({ leave: 2 }));
  assert.deepEqual([await codeOf(dial()), await codeOf(dial()), await codeOf(dial())], ["done", "done", "53300"]);
  assert.equal(await codeOf(open.query(INSERT, ["x"])), "done");
  assert.deepEqual(await lines(), ["x"]);
  assert.equal((await lab.own.connections()).open, 3);
  await lab.heal();
  assert.equal(await codeOf(dial()), "done");
  await lab.clear();
});

test("a server that is read only refuses writes with 25006, on connections old and new, and reads on; the heal lets both write", async () => {
  const { dial } = await lab.openReplica();
  const old = await dial();
  await lab.inject(readOnly());
  const anew = await dial();
  for (const client of [old, anew]) {
    assert.equal(await codeOf(client.query(INSERT, ["x"])), "25006");
    assert.equal(await codeOf(client.query("select * from accounts")), "done");
  }
  await lab.heal();
  for (const client of [old, anew]) assert.equal(await codeOf(client.query(INSERT, ["x"])), "done");
  await lab.clear();
});

test("such faults say that they break the server of their link", () => {
  const link = { carrying: { capability: "queries", moment: "read runs" } };
  for (const make of [restartServer, stopServer, killBackend, occupyConnections, readOnly, databaseRestart]) {
    assert.deepEqual(make().breaks, ["struck"]);
    assert.deepEqual(make({ link }).breaks, [link]);
    assert.ok(make({ link }).strikes?.every((each) => each === link));
  }
});

test("how many connections are left is a whole number", () => {
  for (const leave of [-1, 1.5, Number.NaN])
    assert.throws(
      () => occupyConnections({ leave }),
      (error) => isChaosError(error, "BAD_FAULT"),
    );
});

test("a server that was given by URL is not broken: the fault is refused with a code", async () => {
  const { href: url } = Object.assign(new URL(lab.own.url), { pathname: "/postgres" });
  await using given = await openLab({ url });
  assert.equal(given.server.lanesStandOn, "given");
  for (const fault of [restartServer(), stopServer(), occupyConnections(), readOnly()])
    await assert.rejects(given.inject(fault), (error) => isChaosError(error, "SERVER_NOT_OURS"));
  assert.deepEqual(await given.own.query("select 1 as n"), [{ n: 1 }]);
});

test("a lane of its own has the schema and its first rows, and leaves no process and no folder behind", async () => {
  const opened = await openLab();
  const earlier = opened.journal.open.size;
  const its = await opened.server.openLane("other", new AbortController().signal, { alone: true });
  assert.ok(opened.journal.open.size > earlier);
  assert.notEqual(new URL(its.own.url).port, new URL(opened.own.url).port);
  assert.equal((await its.own.query("select from accounts")).length, 2);
  await its.own.query("delete from accounts");
  await its.reset();
  assert.equal((await its.own.query("select from accounts")).length, 2);
  await its[Symbol.asyncDispose]();
  assert.equal(opened.journal.open.size, earlier);
  await opened[Symbol.asyncDispose]();
  assert.deepEqual([...opened.journal.open], []);
});

test("a fault on a server asks for one of its own kind", async () => {
  const asked: (string | undefined)[] = [];
  const servers = (_link: unknown, kind?: string): never => {
    asked.push(kind);
    throw new Error("it is of another kind");
  };
  for (const fault of [restartServer(), readOnly()])
    await assert.rejects(fault.inject({ ...lab.world(), servers }), /of another kind/);
  assert.deepEqual(asked, ["postgres", "postgres"]);
});

test("the common server, broken by hand, is mended likewise", async () => {
  await using common = await openLab();
  const { dial } = await common.openReplica();
  await common.inject(restartServer());
  assert.equal(await codeOf(dial()), "done");
  await common.clear();
});
