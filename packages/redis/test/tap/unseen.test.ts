import assert from "node:assert/strict";
import test from "node:test";
import { MOST_KEPT } from "../../src/tap/frame-stream.ts";
import { encodeCommand } from "../../src/wire/encode.ts";
import { type FakeWire, fakeWire } from "../support/fake-wire.ts";

const MIB = 2 ** 20;
const chunk = Buffer.alloc(MIB, "x");

/** Feeds so many MiB, and says how much of it was on its way at most: taken in and not sent on. */
async function mostHeld(wire: FakeWire, way: "up" | "down", mib: number): Promise<number> {
  let most = 0;
  const before = wire[`${way}Bytes`]();
  for (let fed = 1; fed <= mib; fed++) {
    await wire.tap[way](chunk);
    most = Math.max(most, fed * MIB - (wire[`${way}Bytes`]() - before));
  }
  return most;
}

test("an endless PUBLISH that a pattern wants passes piece by piece, with bounded memory, and is reported", async () => {
  const wire = fakeWire(["PUBLISH"]);
  await wire.tap.up(Buffer.from("*3\r\n$7\r\nPUBLISH\r\n$1\r\nc\r\n$99999999999\r\n"));
  assert.ok((await mostHeld(wire, "up", 200)) <= MOST_KEPT + MIB);
  assert.deepEqual(wire.unseen, [{ why: "undecoded", what: "PUBLISH of more than 16 MiB" }]);
  assert.equal(wire.seen.length, 0);
});

test("what follows a command that was too long is seen again", async () => {
  const wire = fakeWire(["PUBLISH"]);
  const long = "x".repeat(17 * MIB);
  await wire.tap.up(encodeCommand(["PUBLISH", "c", long]));
  await wire.tap.up(encodeCommand(["PUBLISH", "c", "short"]));
  await wire.tap.down(Buffer.from(":1\r\n:2\r\n"));
  assert.deepEqual(
    wire.seen.map(({ edge, message }) => [edge, message.args[1], message.reply]),
    [
      ["before", "short", undefined],
      ["after", "short", 2],
    ],
  );
  assert.equal(wire.down(), ":1\r\n:2\r\n");
});

test("an answer that is too long passes piece by piece, and the next is seen", async () => {
  const wire = fakeWire(["GET"]);
  await wire.tap.up(Buffer.concat([encodeCommand(["GET", "a"]), encodeCommand(["GET", "b"])]));
  await wire.tap.down(Buffer.from(`$${64 * MIB}\r\n`));
  assert.ok((await mostHeld(wire, "down", 64)) <= MOST_KEPT + MIB);
  await wire.tap.down(Buffer.from("\r\n$1\r\nb\r\n"));
  assert.deepEqual(
    wire.seen.filter(({ edge }) => edge === "after").map(({ message }) => message.reply),
    ["b"],
  );
  assert.deepEqual(wire.unseen, [{ why: "undecoded", what: "an answer to GET of more than 16 MiB" }]);
});

test("an answer to a copy, of which the client is not told, goes nowhere however long it is", async () => {
  const wire = fakeWire([]);
  wire.rules.lay({ copies: 1, match: { command: "GET" } });
  await wire.tap.up(encodeCommand(["GET", "a"]));
  const answer = Buffer.concat([Buffer.from(`$${20 * MIB}\r\n`), Buffer.alloc(20 * MIB, "x"), Buffer.from("\r\n")]);
  for (let at = 0; at < answer.length; at += MIB) await wire.tap.down(answer.subarray(at, at + MIB));
  for (let at = 0; at < answer.length; at += MIB) await wire.tap.down(answer.subarray(at, at + MIB));
  assert.equal(wire.downBytes(), answer.length);
  await wire.tap.up(encodeCommand(["PING"]));
  await wire.tap.down(Buffer.from("+PONG\r\n"));
  assert.equal(wire.downBytes(), answer.length + 7);
});

test("an endless pushed message passes piece by piece", async () => {
  const wire = fakeWire([], undefined, ["c"]);
  await wire.tap.up(encodeCommand(["SUBSCRIBE", "c"]));
  await wire.tap.down(Buffer.from("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"));
  await wire.tap.down(Buffer.from("*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$99999999999\r\n"));
  assert.ok((await mostHeld(wire, "down", 100)) <= MOST_KEPT + MIB);
  assert.deepEqual(wire.unseen, [{ why: "undecoded", what: "a pushed message of more than 16 MiB" }]);
});

test("bytes that are no Redis protocol, a monitor and a replica's stream are reported once each, as passing undecoded", async () => {
  for (const [say, answer, expected] of [
    [Buffer.from([22, 3, 1, 0]), "", /no Redis protocol: no command begins with byte 22/],
    [encodeCommand(["MONITOR"]), "+OK\r\n", /what follows MONITOR/],
    [encodeCommand(["PSYNC", "?", "-1"]), "", /what follows PSYNC/],
  ] as const) {
    const wire = fakeWire("all");
    await wire.tap.up(say);
    await wire.tap.down(Buffer.from(answer));
    await wire.tap.up(Buffer.from([1, 2, 3]));
    await wire.tap.down(Buffer.from("anything at all"));
    assert.equal(wire.unseen.length, 1);
    assert.equal(wire.unseen[0]?.why, "undecoded");
    assert.match(String(wire.unseen[0]?.what), expected);
  }
});

const elsewhere = (wire: FakeWire): readonly string[] =>
  wire.unseen.map(({ why, what }) => `${why}: ${what.split(",")[0]}`);

test("MOVED and ASK that lead past the link are reported; to the link itself they are not, and other errors never", async () => {
  const wire = fakeWire([]);
  for (const error of ["MOVED 3999 10.0.0.1:7001", "ASK 5 :7002", "MOVED 1 127.0.0.1:1", "ERR MOVED 1 10.0.0.9:1"]) {
    await wire.tap.up(encodeCommand(["GET", "a"]));
    await wire.tap.down(Buffer.from(`-${error}\r\n`));
  }
  assert.deepEqual(elsewhere(wire), ["bypass: MOVED names 10.0.0.1:7001", "bypass: ASK names :7002"]);
  assert.match(wire.down(), /^-MOVED 3999 10.0.0.1:7001\r\n-ASK/);
});

for (const [words, answer, addresses] of [
  [
    ["CLUSTER", "SLOTS"],
    "*1\r\n*4\r\n:0\r\n:16383\r\n*3\r\n$8\r\n10.0.0.1\r\n:7000\r\n$2\r\nid\r\n*3\r\n$-1\r\n:7001\r\n$2\r\nie\r\n",
    ["10.0.0.1:7000", ":7001"],
  ],
  [
    ["cluster", "nodes"],
    "$74\r\n07c37df 10.0.0.1:7000@17000 master - 0 1\ne7d1eec 127.0.0.1:1@10001 myself\n\r\n",
    ["10.0.0.1:7000"],
  ],
  [
    ["CLUSTER", "SHARDS"],
    "*1\r\n%2\r\n+slots\r\n*0\r\n+nodes\r\n*1\r\n%3\r\n+id\r\n+x\r\n+port\r\n:7000\r\n+ip\r\n+10.0.0.1\r\n",
    ["10.0.0.1:7000"],
  ],
  [["SENTINEL", "get-master-addr-by-name", "m"], "*2\r\n$8\r\n10.0.0.1\r\n$4\r\n6379\r\n", ["10.0.0.1:6379"]],
  [
    ["SENTINEL", "REPLICAS", "m"],
    "*1\r\n*6\r\n$4\r\nname\r\n$1\r\nr\r\n$2\r\nip\r\n$8\r\n10.0.0.2\r\n$4\r\nport\r\n$4\r\n6380\r\n",
    ["10.0.0.2:6380"],
  ],
  [["CLUSTER", "INFO"], "$2\r\nok\r\n", []],
] as const) {
  test(`the answer to ${words.join(" ")} is read for servers that no link leads to, and passes as it is`, async () => {
    const wire = fakeWire([]);
    await wire.tap.up(encodeCommand(words));
    await wire.tap.down(Buffer.from(answer));
    assert.deepEqual(
      elsewhere(wire).map((each) => each.replace(/^bypass: the answer to \S+ \S+ names /, "")),
      addresses,
    );
    assert.equal(wire.down(), answer);
  });
}
