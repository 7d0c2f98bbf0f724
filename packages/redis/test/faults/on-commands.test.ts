import assert from "node:assert/strict";
import test from "node:test";
import { type Fault, isChaosError, type Sighting, scopesIn } from "@chaos-packs/contract/kind";
import {
  command,
  cutCommand,
  delayCommand,
  dropCommand,
  duplicateCommand,
  type RedisMessage,
  replyWithError,
  truncateReply,
} from "../../src/index.ts";
import { endOf } from "../support/end-of.ts";
import { inject } from "../support/inject.ts";
import { openStack, type Stack } from "../support/open-stack.ts";

/** A stack that injects a fault when a command reaches its anchor for the first time. */
async function strikingStack(name: string, fault: Fault, edge: Sighting["edge"] = "before") {
  let isStruck = false;
  const failures: (string | undefined)[] = [];
  const stack: Stack = await openStack([command(name, () => ({}))], (sighting) => {
    if (sighting.edge === "after") failures.push((sighting.message as RedisMessage).failed);
    if (isStruck || sighting.edge !== edge) return undefined;
    isStruck = true;
    return inject(fault, stack.link, { held: sighting }).then(() => fault.fate);
  });
  return { ...stack, failures };
}

test("a command is answered with the error given, the server never hears of it, and healing ends that", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  const error = "READONLY You can't write against a read only replica.";
  const undo = await inject(replyWithError({ error, match: { command: "SET", key: "user:*" } }), stack.link);
  const results = await client.pipeline().set("other", "1").set("user:7", "1").get("other").exec();
  assert.deepEqual(
    results?.map(([failure, value]) => failure?.message ?? value),
    ["OK", error, "1"],
  );
  assert.equal(await stack.lane.own.command("EXISTS", "user:7"), 0);
  await undo[Symbol.asyncDispose]();
  assert.equal(await client.set("user:7", "1"), "OK");
});

test("a code strikes the commands that a server refuses with it, and no others", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await client.set("k", "1");
  const call = ([name, ...args]: readonly [string, ...string[]]) => client.call(name, ...args);
  for (const [code, refused, done] of [
    ["READONLY", ["SET", "k", "2"], ["GET", "k"]],
    ["OOM", ["INCR", "k"], ["DEL", "none"]],
    ["LOADING", ["GET", "k"], ["PUBLISH", "c", "m"]],
    ["MISCONF", ["SET", "k", "2"], ["GET", "k"]],
    ["NOAUTH", ["GET", "k"], undefined],
  ] as const) {
    await using _fault = await inject(replyWithError({ error: code }), stack.link);
    await assert.rejects(call(refused), new RegExp(`^ReplyError: ${code} `), code);
    if (done) assert.notEqual(await call(done), undefined, code);
  }
  assert.equal(await client.get("k"), "1");
});

test("too many clients is an error, and then the end of the connection", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(replyWithError({ error: "MAXCLIENTS", times: 1 }), stack.link);
  const closed = endOf(client);
  await assert.rejects(client.get("k"), /max number of clients reached/);
  await closed;
  assert.equal(await (await stack.connect()).get("k"), null);
});

test("at `after` the server has done the command, and the client is told the error", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(replyWithError({ error: "OOM", edge: "after", times: 1 }), stack.link);
  await assert.rejects(client.incr("n"), /OOM/);
  assert.equal(await client.get("n"), "1");
});

test("a rule laid while a message is held strikes that very message when it is released", async () => {
  await using stack = await strikingStack(
    "PUBLISH",
    replyWithError({ error: "OOM", match: { command: "PUBLISH" }, times: 1 }),
  );
  const client = await stack.connect();
  await assert.rejects(client.publish("c", "m"), /OOM/);
  assert.deepEqual(stack.failures, ["OOM"]);
});

for (const [title, fault, edge] of [
  ["before it reaches the server", replyWithError({ error: "OOM", match: "held" }), "before"],
  ["in its reply, from either edge", cutCommand({ match: "held" }), "before"],
  ["in its reply", replyWithError({ error: "OOM", match: "held", edge: "after" }), "after"],
] as const) {
  test(`of many commands the held one alone is struck, ${title}`, async () => {
    await using stack = await strikingStack("INCR", fault, edge);
    const [first, second] = [await stack.connect(), await stack.connect()];
    await assert.rejects(first.incr("a"));
    assert.equal(await second.incr("b"), 1);
    assert.equal(await (await stack.connect()).incr("c"), 1);
  });
}

test("by hand no message is held, and a fault on it says so", async () => {
  await using stack = await openStack();
  await assert.rejects(inject(replyWithError({ error: "x", match: "held" }), stack.link), (error) =>
    isChaosError(error, "NO_HELD_MESSAGE"),
  );
});

test("a command of a moment is struck whoever sends it, and others are let be", async () => {
  const pattern = command("PUBLISH", ({ args: [channel = ""] }) => ({ channel }));
  await using stack = await openStack([pattern]);
  const moment = { capability: "c", moment: "m", scope: { channel: "a" }, occurrence: 1, edge: "before" } as const;
  const fault = replyWithError({ error: "OOM", moment });
  assert.deepEqual(fault.strikes, [{ carrying: { capability: "c", moment: "m" } }]);
  assert.deepEqual(fault.moments, [moment]);
  await using _laid = await fault.inject({
    links: () => [stack.link],
    moments:
      ({ edge }: typeof moment) =>
      ({ message }: Sighting) =>
        scopesIn(pattern.scopeOf(message as RedisMessage, edge))[0]?.["channel"] === "a",
  } as never);
  const client = await stack.connect();
  await assert.rejects(client.publish("a", "m"), /OOM/);
  assert.equal(await client.publish("b", "m"), 0);
});

test("a transaction with a refused command is aborted as a whole", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(replyWithError({ error: "OOM", match: { command: "SET", key: "b" } }), stack.link);
  await assert.rejects(client.multi().set("a", "1").set("b", "1").exec(), /EXECABORT/);
  assert.equal(await stack.lane.own.command("EXISTS", "a"), 0);
  assert.equal(await client.set("a", "2"), "OK");
});

for (const edge of ["before", "after"] as const) {
  test(`a command delayed at \`${edge}\` takes that much longer and is answered`, async () => {
    await using stack = await openStack();
    const client = await stack.connect();
    await using _fault = await inject(delayCommand({ ms: 60, edge, match: { command: "INCR" } }), stack.link);
    const began = performance.now();
    const answer = client.incr("n");
    await stack.lane.own.command("PING");
    if (edge === "before") assert.equal(await stack.lane.own.command("EXISTS", "n"), 0);
    assert.equal(await answer, 1);
    // A timer may fire up to 1 ms early.
    assert.ok(performance.now() - began >= 59);
  });
}

test("healing lets a delayed command go at once", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  const undo = await inject(delayCommand({ ms: 60_000, match: { command: "GET" } }), stack.link);
  const answer = client.get("a");
  await undo[Symbol.asyncDispose]();
  assert.equal(await answer, null);
});

test("a dropped command loses its connection and never reaches the server; the next connection works", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(dropCommand({ match: { command: "INCR" }, times: 1 }), stack.link);
  await assert.rejects(client.incr("n"));
  assert.equal(await (await stack.connect()).incr("n"), 1);
});

test("a command that is cut off unanswered is done; one that is cut off answered is answered, and nothing behind it", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _unanswered = await inject(cutCommand({ match: { command: "INCR" }, times: 1 }), stack.link);
  await assert.rejects(client.incr("n"));
  assert.equal(await stack.lane.own.command("GET", "n"), "1");

  const other = await stack.connect();
  await using _answered = await inject(cutCommand({ cut: "answered", match: { command: "GET" } }), stack.link);
  const closed = endOf(other);
  const [answer, behind] = await Promise.allSettled([other.get("n"), other.ping()]);
  assert.deepEqual(answer, { status: "fulfilled", value: "1" });
  assert.equal(behind.status, "rejected");
  await closed;
});

test("a duplicated command is done twice, and its client is told of the first", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(duplicateCommand({ match: { command: "INCR" } }), stack.link);
  const results = await client.pipeline().incr("n").get("n").exec();
  assert.deepEqual(
    results?.map(([, value]) => value),
    [1, "2"],
  );
  assert.deepEqual(
    (await client.multi().incr("n").get("n").exec())?.map(([, value]) => value),
    [3, "3"],
  );
});

test("a reply is cut behind so many items, or made that short", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await client.rpush("l", "a", "b", "c");
  await client.hset("h", { a: "1", b: "2" });
  const undo = await inject(truncateReply({ items: 1, how: "shorten" }), stack.link);
  assert.deepEqual(await client.lrange("l", 0, -1), ["a"]);
  assert.equal(await client.llen("l"), 3);
  assert.equal(Object.keys(await client.hgetall("h")).length, 1);
  await undo[Symbol.asyncDispose]();
  await using _cut = await inject(truncateReply({ items: 2 }), stack.link);
  const closed = endOf(client);
  await assert.rejects(client.lrange("l", 0, -1));
  await closed;
});

test("a reply inside a transaction is struck as a part of EXEC's", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(
    replyWithError({ error: "OOM", edge: "after", match: { command: "INCR" } }),
    stack.link,
  );
  await assert.rejects(client.multi().set("a", "1").incr("n").exec(), /OOM/);
  assert.equal(await stack.lane.own.command("GET", "n"), "1");
});

test("what is no rule is refused when the fault is made", () => {
  for (const make of [
    () => delayCommand({ ms: 0 }),
    () => replyWithError({ error: "x", fraction: 2 }),
    () => truncateReply({ items: -1 }),
    () => duplicateCommand({ copies: 0 }),
  ]) {
    assert.throws(make, (error) => isChaosError(error, "BAD_RULE"), String(make));
  }
});
