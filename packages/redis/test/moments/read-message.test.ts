import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import type { Edge, MessageDescription } from "@chaos-packs/contract/kind";
import type { Redis } from "ioredis";
import { readMessages } from "../../src/moments/read-message.ts";
import { endOf } from "../support/end-of.ts";
import { openStack } from "../support/open-stack.ts";

/** A Redis whose link shows every message to the reader. */
async function openRead(own: ReadonlySet<string> = new Set()) {
  const reader = readMessages("redis");
  const seen = new Map<object, { edges: Edge[]; message: never }>();
  const stack = await openStack([reader.pattern as never], ({ message, edge }) => {
    const identity = reader.identityOf(message as never);
    const entry = seen.get(identity) ?? { edges: [], message: message as never };
    seen.set(identity, { edges: [...entry.edges, edge], message: message as never });
    return undefined;
  });
  return {
    stack,
    /** What is told of the messages whose text begins so, in the order of sending. */
    told: (beginning: string): readonly (MessageDescription & { readonly edges: readonly Edge[] })[] =>
      [...seen.values()]
        .map(({ edges, message }) => ({ edges, ...reader.describe(message, own) }))
        .filter(({ text }) => text.startsWith(beginning)),
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  };
}

/** Resolves when a client of the server waits in a BLPOP. */
async function isBlocked(client: Redis): Promise<void> {
  if (!/cmd=blpop/.test(String(await client.client("LIST")))) await isBlocked(client);
}

const readAt = ({ values }: MessageDescription, value: string): readonly string[] =>
  values.filter((each) => each.value === value).map(({ read }) => read);

test("a command is one message at both edges, with what it came to and where its values stand", async () => {
  await using read = await openRead();
  const client = await read.stack.connect();
  await client.get("job:7");
  await client.set("job:7", '{"state":"done","owner":"w-1"}');
  await client.hset("jobs", "7", "x");
  const [got] = read.told("GET job:7");
  assert.deepEqual([got?.edges, got?.outcome, got?.fingerprint], [["before", "after"], "nothing", "GET job:*"]);
  assert.deepEqual(got?.pattern, { call: "command", args: ['"GET"'], options: { key: '"job:*"' } });
  const [set] = read.told("SET job:7");
  assert.ok(set);
  assert.equal(set.outcome, "a reply");
  assert.deepEqual(readAt(set, "7"), ['keys[0].split(":")[1]']);
  assert.deepEqual(readAt(set, "w-1"), ["JSON.parse(args[1]).owner"]);
  await client.lpush("queue", "9");
  await client.brpop("queue", 1);
  const [popped] = read.told("BRPOP");
  assert.deepEqual(
    popped?.values.filter(({ isAnswered }) => isAnswered).map(({ read: at, value }) => [at, value]),
    [
      ["reply[0]", "queue"],
      ["reply[1]", "9"],
    ],
  );
});

test("one that is never answered is told with what was sent, and of a transaction which messages begin and end it", async () => {
  await using read = await openRead();
  const client = await read.stack.connect();
  await client.multi().incr("n").exec();
  assert.deepEqual(
    ["MULTI", "INCR n", "EXEC"].map((text) => read.told(text)[0]?.transaction),
    ["begins", undefined, "ends"],
  );
  const waiting = client.blpop("empty", 0).catch(() => {});
  const other = await read.stack.connect();
  await isBlocked(other);
  client.disconnect();
  await Promise.all([waiting, endOf(client)]);
  const [blocked] = read.told("BLPOP empty");
  assert.deepEqual([blocked?.edges, blocked?.outcome], [["before"], "no answer"]);
});

test("ids in keys are masked: what looks like one, and what the reader is told", async () => {
  await using read = await openRead(new Set(["doc-1", "V1StGXR8_Z5jdHi6B-myT"]));
  const client = await read.stack.connect();
  for (const id of [
    "doc-1",
    "V1StGXR8_Z5jdHi6B-myT",
    "42",
    "6f1b2c3d4e5f60718293",
    "10b8fe52-2a4c-4ad3-8d1e-0123456789ab",
  ])
    await client.set(`lock:${id}:owner`, "me");
  await client.set("lock:all:owner", "me");
  assert.deepEqual(
    read.told("SET lock:").map(({ fingerprint }) => fingerprint),
    [...Array.from({ length: 5 }, () => "SET lock:*:owner"), "SET lock:all:owner"],
  );
});

test("two scripts that begin with the same comment are told apart, and each EVALSHA is its EVAL", async () => {
  await using read = await openRead();
  const client = await read.stack.connect();
  const scripts = ["-- Moves a job\nreturn {KEYS[1], '1'}", "-- Moves a job\nreturn {KEYS[1], '2'}"];
  for (const text of scripts) await client.eval(text, 1, "jobs");
  const [, { pattern } = { pattern: undefined }] = read.told("script");
  assert.equal(pattern?.telling?.text, "Moves a job");
  await client.evalsha(JSON.parse(pattern.telling.otherwise ?? '""'), 1, "jobs");
  const [one, two, again] = read.told('script "Moves a job"').map(({ fingerprint }) => fingerprint);
  assert.notEqual(one, two);
  assert.equal(again, two);
});

test("a message that is pushed is told with its channel and what its payload holds", async () => {
  await using read = await openRead();
  const subscriber = await read.stack.connect();
  await subscriber.subscribe("jobs:7");
  const got = once(subscriber, "message");
  const publisher = await read.stack.connect();
  await publisher.publish("jobs:7", '{"id":7}');
  await got;
  const [pushed] = read.told("message on jobs:7");
  assert.ok(pushed);
  assert.deepEqual([pushed.edges, pushed.isPushed, pushed.fingerprint], [["before", "after"], true, "message jobs:*"]);
  assert.deepEqual(pushed.pattern, { call: "pushed", args: ['"jobs:*"'], options: {} });
  assert.deepEqual(readAt(pushed, "7"), ["JSON.parse(payload).id", 'channel.split(":")[1]']);
});
