import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { after, before, test } from "node:test";
import type { DependencyLane, DependencyServer, Fate, Sighting } from "@chaos-packs/contract/kind";
import pg from "pg";
import { cutNotification } from "../src/faults/cut-notification.ts";
import { delayNotification } from "../src/faults/delay-notification.ts";
import { dropNotification } from "../src/faults/drop-notification.ts";
import type { PostgresOwn } from "../src/lane/own.ts";
import { notification } from "../src/patterns/notification.ts";
import { statement } from "../src/patterns/statement.ts";
import { postgres } from "../src/postgres.ts";
import { isNotification } from "../src/tap/notification.ts";
import { endOf } from "./faults/lab.ts";
import { openContext, openWatch } from "./support.ts";

const arrives = notification("jobs.*", ({ channel, payload }) => ({ queue: channel.slice(5), job: payload }));
const listens = statement(/^listen /, ({ sql }) => ({ channel: /^listen "?([^";]+)/i.exec(sql)?.[1] }));
const notifies = statement(/^notify |^select pg_notify\(/, ({ parameters: [channel] }) => ({ channel }));
const PATTERNS = [arrives, listens, notifies];

let opened: Awaited<ReturnType<typeof openContext>>;
let server: DependencyServer<PostgresOwn>;
let lane: DependencyLane<PostgresOwn>;

before(async () => {
  opened = await openContext(PATTERNS);
  server = await postgres({ schema: "create table t ()" }).start(opened.context);
  lane = await server.openLane("notifications", opened.context.signal);
});
after(async () => {
  await lane[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await opened[Symbol.asyncDispose]();
});

/** A client that listens through a link of its own, and what is seen there. */
async function openListener(answer?: (sighting: Sighting) => Promise<Fate> | undefined) {
  const moments: unknown[] = [];
  const { watch } = openWatch((sighting) => {
    for (const pattern of PATTERNS) {
      const scope = pattern.scopeOf(sighting.message as never, sighting.edge);
      if (scope) moments.push([sighting.edge, scope]);
    }
    return answer?.(sighting);
  });
  const link = await lane.link({ by: { role: "worker", index: 0 }, watch, connection: () => {} });
  const client = new pg.Client(link.url);
  const got: string[] = [];
  client.on("error", () => {});
  client.on("notification", ({ payload }) => void got.push(payload ?? ""));
  await client.connect();
  await client.query('listen "jobs.mail"');
  return {
    client,
    link,
    moments,
    got,
    next: () => once(client, "notification"),
    async [Symbol.asyncDispose]() {
      await client.end().catch((error: unknown) => void String(error));
      await link[Symbol.asyncDispose]();
    },
  };
}
const notify = (payload: string): Promise<unknown> => lane.own.query("select pg_notify('jobs.mail', $1)", [payload]);

test("LISTEN, NOTIFY and what arrives are moments, each with its own scope", async () => {
  await using listener = await openListener();
  const { client, moments } = listener;
  const came = listener.next();
  await client.query("select pg_notify($1, $2)", ["jobs.mail", "7"]);
  await came;
  assert.deepEqual(moments, [
    ["before", { channel: "jobs.mail" }],
    ["after", { channel: "jobs.mail" }],
    ["before", { channel: "jobs.mail" }],
    ["after", { channel: "jobs.mail" }],
    ["before", { queue: "mail", job: "7" }],
    ["after", { queue: "mail", job: "7" }],
  ]);
});

test("a notification that is held delays the statements behind it, and no other client", async () => {
  const released = new EventEmitter();
  const holding = new EventEmitter();
  const held = once(holding, "held");
  await using listener = await openListener(({ message, edge }) => {
    if (edge !== "before" || !isNotification(message)) return undefined;
    holding.emit("held");
    return once(released, "now").then(() => "release");
  });
  const order: string[] = [];
  await notify("1");
  await held;
  listener.client.on("notification", () => void order.push("notification"));
  const answered = listener.client.query("select 1").then(() => void order.push("answer"));
  // Another client is served meanwhile, and the server has answered the first long since.
  await lane.own.query("select 1");
  assert.deepEqual(order, []);
  released.emit("now");
  await answered;
  assert.deepEqual(order, ["notification", "answer"]);
});

test("a notification is lost alone, and its connection lives on", async () => {
  await using listener = await openListener();
  const laid = await listener.link.rule({ on: "notifications", loses: true, times: 1 });
  await notify("lost");
  const came = listener.next();
  await notify("found");
  await came;
  assert.deepEqual(listener.got, ["found"]);
  assert.equal(laid.hits, 1);
});

test("cut before, the client never has it; cut after, it has it before its connection ends", async () => {
  for (const [cut, got] of [
    ["before", []],
    ["answered", ["1"]],
  ] as const) {
    await using listener = await openListener();
    await listener.link.rule({ on: "notifications", cut });
    const ended = endOf(listener.client);
    await notify("1");
    await ended;
    assert.deepEqual(listener.got, got);
  }
});

test("faults on notifications by channel or by a moment survive JSON and back, and go in before the client knows", () => {
  const moment = { capability: "jobs", moment: "arrives", scope: {}, occurrence: 1, edge: "after" } as never;
  for (const fault of [
    dropNotification({ channel: "jobs.*", times: 1 }),
    delayNotification({ ms: 20, moment }),
    cutNotification({ cut: "after", fraction: 0.5 }),
  ]) {
    assert.deepEqual(JSON.parse(JSON.stringify(fault.args)), fault.args);
  }
  assert.equal(delayNotification({ ms: 20, moment }).moments?.[0]?.edge, "before");
  assert.throws(() => delayNotification({ ms: -1 }), { code: "BAD_RULE" });
});
