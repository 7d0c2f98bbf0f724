import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { after, before, test } from "node:test";
import { failConnections, type Link } from "@chaos-packs/contract/kind";
import type pg from "pg";
import { codeOf, endOf, type Lab, openLab, until } from "./faults/lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab[Symbol.asyncDispose]());

const wireOf = ({ by }: Link) => lab.own.wire().find(({ role, index }) => role === by.role && index === by.index);
const LOST = /ECONNRESET|ECONNREFUSED|Connection terminated|timeout|EPIPE/;
const isLost = (code: string): void => assert.match(code, LOST);

for (const how of ["fin", "rst"] as const) {
  for (const at of ["accept", "first-bytes", "mid-handshake"] as const) {
    test(`two dials in a row fail by ${how} at ${at}, the third succeeds; an open connection serves on`, async () => {
      const { dial } = await lab.openReplica();
      const open = await dial();
      await lab.inject(failConnections({ how, at, times: 2 }));
      isLost(await codeOf(dial()));
      isLost(await codeOf(dial()));
      const again = await dial();
      assert.equal(await codeOf(again.query("select 1")), "done");
      assert.equal(await codeOf(open.query("select 1")), "done");
      await lab.clear();
    });
  }

  test(`an answer is cut in its middle by ${how}, and not the handshake before it`, async () => {
    const { dial } = await lab.openReplica();
    await lab.inject(failConnections({ how, at: "mid-reply", times: 1 }));
    const client = await dial();
    const ended = endOf(client);
    isLost(await codeOf(client.query("select * from accounts")));
    await ended;
    const again = await dial();
    assert.equal(await codeOf(again.query("select * from accounts")), "done");
    await lab.clear();
  });

  test(`idle connections end by ${how}; one in mid query and one in a transaction do not`, async () => {
    const { dial, link } = await lab.openReplica();
    const [idle, running, within] = [await dial(), await dial(), await dial()];
    await within.query("begin");
    const sleeping = codeOf(running.query("select pg_sleep(30)"));
    await until(async () => (await lab.own.connections()).active > 0);
    const ended = endOf(idle);
    await lab.inject(failConnections({ how, at: "idle" }));
    await ended;
    await until(() => link.connections() === 2);
    await lab.cancel();
    assert.equal(await sleeping, "57014");
    assert.equal(await codeOf(within.query("commit")), "done");
    await lab.clear();
  });

  test(`all live connections end by ${how} now, whatever they are at, and new ones succeed`, async () => {
    const { dial } = await lab.openReplica();
    const clients = [await dial(), await dial()];
    const [first] = clients as [pg.Client, pg.Client];
    const sleeping = codeOf(first.query("select pg_sleep(30)"));
    await until(async () => (await lab.own.connections()).active > 0);
    const ended = Promise.all(clients.map(endOf));
    await lab.inject(failConnections({ how, at: "now" }));
    isLost(await sleeping);
    await ended;
    assert.equal(await codeOf(dial()), "done");
    await lab.clear();
  });
}

test("a dial is refused until the heal", async () => {
  const { dial } = await lab.openReplica();
  await lab.inject(failConnections({ how: "refuse", at: "dial" }));
  assert.equal(await codeOf(dial()), "ECONNREFUSED");
  await lab.heal();
  assert.equal(await codeOf(dial()), "done");
  await lab.clear();
});

for (const how of ["silence", "swallow"] as const) {
  for (const at of ["accept", "first-bytes", "mid-handshake"] as const) {
    test(`a dial that meets ${how} at ${at} is given up by the client's own timeout, and the next succeeds`, async () => {
      const { dial } = await lab.openReplica();
      await lab.inject(failConnections({ how, at, times: 1 }));
      assert.match(await codeOf(dial(300)), /timeout/);
      assert.equal(await codeOf(dial()), "done");
      await lab.clear();
    });
  }

  test(`idle connections that fall to ${how} look alive and answer no more; a busy one is let be`, async () => {
    const { dial } = await lab.openReplica();
    const [idle, within] = [await dial(), await dial()];
    await within.query("begin");
    await lab.inject(failConnections({ how, at: "idle" }));
    let isAnswered = false;
    const asked = codeOf(idle.query("select 1")).then((code) => {
      isAnswered = true;
      return code;
    });
    assert.equal(await codeOf(within.query("commit")), "done");
    assert.equal(isAnswered, false);
    await lab.clear();
    isLost(await asked);
  });
}

test("what is seen on the wire and what the server counts agree: open, active, in transaction, waiting, idle", async () => {
  const { dial, link } = await lab.openReplica();
  const [idle, within, blocked, running] = [await dial(), await dial(), await dial(), await dial()];
  assert.deepEqual(await lab.own.connections(), { open: 4, active: 0, inTransaction: 0, waiting: 0, idle: 4 });
  await within.query("begin");
  await within.query("lock table accounts");
  const waiting = codeOf(blocked.query("select * from accounts"));
  const sleeping = codeOf(running.query("select pg_sleep(30)"));
  await until(async () => (await lab.own.connections()).waiting === 1);
  await until(async () => (await lab.own.connections()).active === 2);
  assert.deepEqual(await lab.own.connections(), { open: 4, active: 2, inTransaction: 1, waiting: 1, idle: 1 });
  const counts = { open: 4, established: 4, busy: 2, inTransaction: 1 };
  assert.deepEqual(wireOf(link), { ...link.by, ...counts });
  await within.query("commit");
  assert.equal(await waiting, "done");
  await lab.cancel();
  assert.equal(await sleeping, "57014");
  await idle.end();
  await until(() => link.connections() === 3);
  assert.equal(wireOf(link)?.open, 3);
  await lab.clear();
});

test("a connection in mid handshake is open on the wire, not established, and not idle", async () => {
  const { link } = await lab.openReplica();
  const socket = net.connect(link.port, link.host);
  await once(socket, "connect");
  await until(() => wireOf(link)?.open === 1);
  assert.deepEqual(wireOf(link), { ...link.by, open: 1, established: 0, busy: 0, inTransaction: 0 });
  await link.fail({ how: "rst", at: "idle" });
  assert.equal(link.connections(), 1);
  const closed = once(socket, "close");
  socket.destroy();
  await closed;
  await until(() => wireOf(link)?.open === 0);
  await lab.clear();
});
