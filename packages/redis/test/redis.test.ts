import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { type Fate, isChaosError, type Sighting } from "@chaos-packs/contract/kind";
import { command, type RedisControl, type RedisMessage, redis, subscription } from "../src/index.ts";
import { endOf } from "./support/end-of.ts";
import { openStack, startContext } from "./support/open-stack.ts";

const messageOf = ({ message }: Sighting): RedisMessage => message as RedisMessage;
const anything = (name: string | readonly string[]) => command(name, () => ({}));

for (const protocol of [2, 3] as const) {
  test(`RESP${protocol}: commands, pipelines, transactions and publishing go through the link, and each wanted one is seen on both edges`, async () => {
    const seen: [string, string, unknown][] = [];
    await using stack = await openStack([anything(["SET", "GET", "INCR", "PUBLISH", "SUBSCRIBE"])], (sighting) => {
      const { command: name, args, reply } = messageOf(sighting);
      seen.push([sighting.edge, [name, ...args].join(" "), reply]);
      return undefined;
    });
    const client = await stack.connect({ protocol });
    assert.equal(await client.set("a", "1"), "OK");
    const results = await client.pipeline().incr("a").get("a").hset("h", "f", "v").hgetall("h").exec();
    assert.deepEqual(
      results?.map(([, value]) => value),
      [2, "2", 1, { f: "v" }],
    );
    assert.deepEqual(
      (await client.multi().set("b", "x").get("b").exec())?.map(([, value]) => value),
      ["OK", "x"],
    );
    const subscriber = await stack.connect({ protocol });
    await subscriber.subscribe("c", "d");
    const message = once(subscriber, "message");
    assert.equal(await client.publish("d", "hello"), 1);
    assert.deepEqual(await message, ["d", "hello"]);
    assert.match(String(await subscriber.ping()), /^pong/i);
    await subscriber.unsubscribe();
    assert.equal(await subscriber.get("a"), "2");
    assert.deepEqual(
      seen.filter(([edge]) => edge === "after").map(([, text, reply]) => [text, reply]),
      [
        ["SET a 1", "OK"],
        ["INCR a", 2],
        ["GET a", "2"],
        ["SET b x", "OK"],
        ["GET b", "x"],
        ["SUBSCRIBE c d", ["subscribe", "d", 2]],
        ["PUBLISH d hello", 1],
        ["GET a", "2"],
      ],
    );
    assert.equal(seen.filter(([edge]) => edge === "before").length, 8);
  });
}

test("at `before` a held command is unknown to the server; released it is done, dropped it never is", async () => {
  const fates: Fate[] = ["release", "drop"];
  const looks: unknown[] = [];
  await using stack = await openStack([anything("INCR")], ({ edge }) =>
    edge === "after"
      ? undefined
      : (async () => {
          looks.push(await stack.lane.own.command("GET", "n"));
          return fates.shift() ?? "release";
        })(),
  );
  const client = await stack.connect();
  assert.equal(await client.incr("n"), 1);
  await assert.rejects(client.incr("n"));
  assert.deepEqual(looks, [null, "1"]);
  assert.equal(await stack.lane.own.command("GET", "n"), "1");
});

test("at `after` a held command is done; dropped, its client never learns", async () => {
  await using stack = await openStack([anything("INCR")], ({ edge }) =>
    edge === "after" ? Promise.resolve("drop") : undefined,
  );
  const client = await stack.connect();
  await assert.rejects(client.incr("n"));
  assert.equal(await stack.lane.own.command("GET", "n"), "1");
});

test("a pattern reads scope, failure and detail of its command, and leaves others alone", async () => {
  const pattern = command(
    "publish",
    ({ args: [channel = ""] }) => (channel.startsWith("job:") ? { job: Number(channel.slice(4)) } : undefined),
    { detail: ({ args: [, body = "null"] }) => JSON.parse(body) },
  );
  const message: RedisMessage = { command: "PUBLISH", args: ["job:7", '{"done":4}'], keys: ["job:7"] };
  assert.deepEqual(pattern.scopeOf(message, "before"), { job: 7 });
  assert.deepEqual(pattern.detailOf?.(message, "before"), { done: 4 });
  assert.equal(pattern.scopeOf({ ...message, args: ["other"] }, "before"), undefined);
  assert.equal(pattern.scopeOf({ ...message, command: "SET" }, "before"), undefined);
  assert.equal(pattern.failureOf?.({ ...message, failed: "READONLY" }), "READONLY");
  assert.equal(pattern.describes, "PUBLISH");
});

test("an error of the server's own reaches the edge `after` by its code", async () => {
  const codes: (string | undefined)[] = [];
  await using stack = await openStack([anything("INCR")], (sighting) => {
    if (sighting.edge === "after") codes.push(messageOf(sighting).failed);
    return undefined;
  });
  const client = await stack.connect();
  await client.lpush("list", "x");
  await assert.rejects(client.incr("list"), /WRONGTYPE/);
  assert.deepEqual(codes, ["WRONGTYPE"]);
});

test("a subscription of the harness's own gets what is published, as JSON", async () => {
  await using stack = await openStack();
  const got: unknown[] = [];
  let arrived = (): void => {};
  const both = new Promise<void>((resolve) => (arrived = resolve));
  await using _stream = await subscription({ pattern: "job:*" }).subscribe(stack.lane.own as never, (value) => {
    if (got.push(value) === 2) arrived();
  });
  const client = await stack.connect();
  await client.publish("job:1", '{"done":true}');
  await client.publish("job:2", "plain");
  await both;
  assert.deepEqual(got, [{ done: true }, "plain"]);
});

test("a reset empties the lane, sets settings back, and ends whoever is still connected", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  const client = await stack.connect();
  await client.set("a", "1");
  await own.command("CONFIG", "SET", "maxmemory", "123456789");
  const closed = endOf(client);
  await stack.lane.reset();
  await closed;
  assert.equal(await own.command("DBSIZE"), 0);
  assert.deepEqual(await own.command("CONFIG", "GET", "maxmemory"), ["maxmemory", "0"]);
});

test("each lane has a process of its own, and what is in one is not in the other", async () => {
  await using stack = await openStack();
  await using other = await stack.server.openLane("lane2", new AbortController().signal);
  await stack.lane.own.command("SET", "a", "1");
  assert.equal(await other.own.command("GET", "a"), null);
  const pids = [stack.lane, other].map(({ control }) => (control as RedisControl).server?.pid);
  assert.notEqual(pids[0], pids[1]);
  assert.deepEqual([...stack.pids].sort(), pids.sort());
});

test("a stopped server is started by the next reset", async () => {
  await using stack = await openStack();
  await (stack.lane.control as RedisControl).server?.stop("lost");
  await assert.rejects(stack.connect());
  await stack.lane.reset();
  assert.equal(await (await stack.connect()).ping(), "PONG");
});

test("nothing is left running", async () => {
  const stack = await openStack();
  const pids = [...stack.pids];
  assert.equal(pids.length, 1);
  await stack[Symbol.asyncDispose]();
  assert.equal(stack.pids.size, 0);
  for (const pid of pids) assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
});

test("without any Redis the error is NO_REDIS and says what to do", async () => {
  await using started = await startContext();
  const kind = redis({
    find: async () => undefined,
    provision: async () => {
      throw new Error("no network");
    },
  });
  await assert.rejects(
    kind.start(started.context),
    (error) =>
      isChaosError(error, "NO_REDIS") && /Install redis-server/.test(error.todo) && /no network/.test(error.came),
  );
});

test("a program that is no Redis is refused", async () => {
  await using started = await startContext();
  await assert.rejects(redis({ binary: "/bin/true" }).start(started.context), (error) =>
    isChaosError(error, "REDIS_DOES_NOT_RUN"),
  );
});
