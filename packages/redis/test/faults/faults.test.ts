import assert from "node:assert/strict";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { command, delayCommand, dropCommand, presets, type RedisMessage, replyWithError } from "../../src/index.ts";
import { inject } from "../support/inject.ts";
import { openStack } from "../support/open-stack.ts";

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

test("a rule laid while a message is held strikes that very message when it is released", async () => {
  const seen: [string, string | undefined][] = [];
  await using stack = await openStack([command("PUBLISH", () => ({}))], ({ edge, message }) => {
    seen.push([edge, (message as RedisMessage).failed]);
    if (edge === "after") return undefined;
    return inject(replyWithError({ error: "OOM", match: { command: "PUBLISH" }, times: 1 }), stack.link).then(
      () => "release",
    );
  });
  const client = await stack.connect();
  await assert.rejects(client.publish("c", "m"), /OOM/);
  assert.deepEqual(seen, [
    ["before", undefined],
    ["after", "OOM"],
  ]);
});

test("a transaction with a refused command is aborted as a whole", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(replyWithError({ error: "OOM", match: { command: "SET", key: "b" } }), stack.link);
  await assert.rejects(client.multi().set("a", "1").set("b", "1").exec(), /EXECABORT/);
  assert.equal(await stack.lane.own.command("EXISTS", "a"), 0);
  assert.equal(await client.set("a", "2"), "OK");
});

test("a delayed command takes that much longer and is answered", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(delayCommand({ ms: 60, match: { command: "GET" } }), stack.link);
  const began = performance.now();
  assert.equal(await client.get("a"), null);
  // A timer may fire up to 1 ms early.
  assert.ok(performance.now() - began >= 59);
});

test("a dropped command loses its connection and never reaches the server; the next connection works", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(dropCommand({ match: { command: "INCR" }, times: 1 }), stack.link);
  await assert.rejects(client.incr("n"));
  assert.equal(await (await stack.connect()).incr("n"), 1);
});

test("a fraction is spread evenly: of any hundred commands exactly thirty fail, whatever the seed", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(presets["redis-intermittent"]({ fraction: 0.3 }), stack.link);
  for (let round = 0; round < 2; round++) {
    const results = await Promise.allSettled(Array.from({ length: 100 }, (_, at) => client.set(`k${at}`, "v")));
    assert.equal(results.filter(({ status }) => status === "rejected").length, 30);
  }
});

test("redis-unavailable resets and refuses; healed, it can be dialled again", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  const undo = await inject(presets["redis-unavailable"](), stack.link);
  await assert.rejects(client.ping());
  await assert.rejects(stack.connect());
  await undo[Symbol.asyncDispose]();
  assert.equal(await (await stack.connect()).ping(), "PONG");
});

test("redis-timeout answers nothing; healed, a new connection works", async () => {
  await using stack = await openStack();
  const client = await stack.connect({ commandTimeout: 50 });
  const undo = await inject(presets["redis-timeout"](), stack.link);
  await assert.rejects(client.ping(), /timed out/);
  await undo[Symbol.asyncDispose]();
  assert.equal(await (await stack.connect()).ping(), "PONG");
});

test("what is no rule is refused", async () => {
  await using stack = await openStack();
  for (const rule of [null, {}, { delayMs: 0 }, { error: "x", fraction: 0 }, { error: "x", fraction: 2 }]) {
    await assert.rejects(
      async () => stack.link.rule(rule),
      (error) => isChaosError(error, "BAD_RULE"),
      JSON.stringify(rule),
    );
  }
});

test("the args of each fault survive JSON", () => {
  for (const fault of [
    replyWithError({ error: "x", times: 2 }),
    delayCommand({ ms: 5 }),
    dropCommand(),
    ...Object.values(presets).map((preset) => preset()),
  ]) {
    assert.deepEqual(JSON.parse(JSON.stringify(fault.args)), fault.args);
  }
});
