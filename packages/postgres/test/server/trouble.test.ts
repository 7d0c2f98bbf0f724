import assert from "node:assert/strict";
import { test } from "node:test";
import type { PostgresControl } from "../../src/lane/control.ts";
import { postgres } from "../../src/postgres.ts";
import { openContext } from "../support.ts";

const within = (ms: number): AbortSignal => AbortSignal.timeout(ms);

test("a server that answers is in no trouble; one that has ended, or is frozen, says so", async () => {
  const opened = await openContext([]);
  await using _folder = { [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
  await using server = await postgres({ schema: "create table t (id int)" }).start(opened.context);
  await using lane = await server.openLane("lane", opened.context.signal, { alone: true });
  assert.ok(lane.trouble);
  assert.equal(await lane.trouble(within(3_000)), undefined);

  // The harness's own sessions, each one held by the lock of another: nothing is answered any more.
  const { server: control, connect } = lane.control as PostgresControl;
  const holder = await connect();
  await holder.query("begin; lock table pg_catalog.pg_class in access exclusive mode");
  const waiting = Array.from({ length: 4 }, () => lane.own.query("select count(*) from pg_class").catch(() => {}));
  assert.match((await lane.trouble(within(200))) ?? "", /^it did not answer within \d+ ms$/);
  await holder.query("rollback");
  await Promise.all(waiting);
  await holder.end();
  assert.equal(await lane.trouble(within(3_000)), undefined);

  await control?.stop("immediate");
  assert.equal(await lane.trouble(within(3_000)), "its process has ended, and no fault had ended it");
  await control?.start();
  assert.equal(await lane.trouble(within(3_000)), undefined);
});
