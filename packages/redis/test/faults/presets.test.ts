import assert from "node:assert/strict";
import test from "node:test";
import * as redisFaults from "../../src/index.ts";
import { inject } from "../support/inject.ts";
import { openStack } from "../support/open-stack.ts";

const { presets, handshakeFailures } = redisFaults;

test("redis-intermittent is spread evenly: of any hundred commands exactly thirty fail, whatever the seed", async () => {
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

test("redis-slow answers late", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(presets["redis-slow"]({ ms: 40 }), stack.link);
  const began = performance.now();
  assert.equal(await client.ping(), "PONG");
  // A timer may fire up to 1 ms early.
  assert.ok(performance.now() - began >= 39);
});

test("redis-readonly, -loading, -out-of-memory and -misconf answer a write with their code, and redis-max-clients who dials", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  for (const [name, code] of [
    ["redis-readonly", "READONLY"],
    ["redis-loading", "LOADING"],
    ["redis-out-of-memory", "OOM"],
    ["redis-misconf", "MISCONF"],
  ] as const) {
    await using _fault = await inject(presets[name](), stack.link);
    await assert.rejects(client.set("a", "1"), new RegExp(`^ReplyError: ${code}`), name);
  }
  await using _fault = await inject(presets["redis-max-clients"](), stack.link);
  await assert.rejects(stack.connect());
  assert.equal(await client.ping(), "PONG");
});

test("redis-restart ends connections, and what was there is there again", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await client.set("a", "1");
  await inject(presets["redis-restart"](), stack.link, { lane: stack.lane });
  assert.equal(await (await stack.connect()).get("a"), "1");
});

test("presets strike every replica, unless told otherwise", () => {
  for (const [name, preset] of Object.entries(presets)) {
    const { args, breaks } = preset();
    if (!breaks) assert.equal((args as { of: string }).of, "all", name);
  }
});

test("the args of each fault survive JSON", () => {
  const held = { match: "held" } as const;
  const moment = { capability: "c", moment: "m", scope: {}, occurrence: 1, edge: "before" } as const;
  for (const fault of [
    redisFaults.replyWithError({ error: "READONLY", times: 2 }),
    redisFaults.delayCommand({ ms: 5, edge: "after", moment }),
    redisFaults.dropCommand(held),
    redisFaults.cutCommand({ cut: "answered", occurrence: 2 }),
    redisFaults.duplicateCommand({ copies: 3, connections: "open now" }),
    redisFaults.truncateReply({ items: 1 }),
    redisFaults.dropPushed(held),
    redisFaults.delayPushed({ ms: 5, match: { channel: "c", payload: { n: 1 } } }),
    redisFaults.duplicatePushed({ moment }),
    redisFaults.cutPushed({ cut: "inside" }),
    redisFaults.failHandshake({ error: "x", closes: true, once: true }),
    redisFaults.otherProtocol({ speaks: "garbage" }),
    redisFaults.limitOutputBuffer({ type: "normal" }),
    ...Object.values(handshakeFailures).map((failure) => failure({ times: 5 })),
    ...Object.values(presets).map((preset) => preset()),
  ]) {
    assert.deepEqual(JSON.parse(JSON.stringify(fault.args)), fault.args, fault.name);
  }
});
