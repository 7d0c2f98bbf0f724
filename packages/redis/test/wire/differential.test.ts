import assert from "node:assert/strict";
import { connect } from "node:net";
import test from "node:test";
import type { Json } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import RedisParser from "redis-parser";
import { command, type RedisMessage } from "../../src/index.ts";
import { decodeCommand } from "../../src/wire/decode-command.ts";
import { decodeValue } from "../../src/wire/decode-value.ts";
import { encodeCommand } from "../../src/wire/encode.ts";
import { FrameWalker } from "../../src/wire/frame-walker.ts";
import { chunked, cuts } from "../support/chunked.ts";
import { openStack } from "../support/open-stack.ts";
import { resp2Value } from "../support/resp-values.ts";

/** Integers as text, as redis-parser gives them when asked to, because beyond 2^53 it rounds them otherwise. */
function withTextForNumbers(value: Json): Json {
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? value.map((each) => withTextForNumbers(each as Json)) : value;
}

/** What redis-parser, by which clients have read RESP2 for years, makes of bytes in these pieces, with our shape for errors. */
function parsedByOthers(pieces: readonly Buffer[]): readonly Json[] {
  const values: Json[] = [];
  const asJson = (value: unknown): Json =>
    value instanceof Error ? { error: value.message } : Array.isArray(value) ? value.map(asJson) : (value as Json);
  const parser = new RedisParser({
    returnReply: (value: unknown) => void values.push(asJson(value)),
    returnError: (error: Error) => void values.push(asJson(error)),
    returnFatalError: (error: Error) => assert.fail(`redis-parser: ${error.message}`),
    stringNumbers: true,
  });
  for (const piece of pieces) parser.execute(piece);
  return values;
}

/** What our walker and decoder make of the same. */
function parsedByUs(pieces: readonly Buffer[]): readonly Json[] {
  const values: Json[] = [];
  const walker = new FrameWalker();
  let kept: Buffer[] = [];
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const end = walker.walk(piece, at);
      kept.push(piece.subarray(at, end < 0 ? piece.length : end));
      if (end < 0) break;
      const { value, error } = decodeValue(Buffer.concat(kept));
      values.push(error === undefined ? withTextForNumbers(value) : { error });
      kept = [];
      at = end;
    }
  }
  assert.equal(kept.length, 0, "the last value is not whole");
  return values;
}

test("generated RESP2 is read as redis-parser reads it, however it is cut", () => {
  fc.assert(
    fc.property(fc.array(resp2Value, { minLength: 1, maxLength: 6 }), cuts, (values, places) => {
      const pieces = chunked(Buffer.from(values.join("")), places);
      assert.deepEqual(parsedByUs(pieces), parsedByOthers(pieces));
    }),
    { numRuns: 500 },
  );
});

test("generated commands are read as redis-parser reads them, and encoded so that it reads them back", () => {
  const word = fc.oneof(fc.string({ unit: "grapheme", maxLength: 40 }), fc.constantFrom("", "\r\n", "$3\r\nabc\r\n"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), cuts, (words, places) => {
      const bytes = encodeCommand(words);
      assert.deepEqual(decodeCommand(bytes), words);
      assert.deepEqual(parsedByOthers(chunked(bytes, places)), [words]);
    }),
  );
});

/** Commands whose answers have every shape: status, error, integer, blob, nothing, lists in lists, doubles, maps, sets, long ones. */
const COMMANDS: readonly (readonly string[])[] = [
  ["FLUSHALL"],
  ["SET", "text", "käse \r\n+OK\r\n"],
  ["GET", "text"],
  ["GET", "nothing"],
  ["INCR", "text"],
  ["INCRBY", "count", "9007199254740993"],
  ["DECR", "count"],
  ["SET", "long", "x".repeat(200_000)],
  ["GET", "long"],
  ["RPUSH", "list", "a", "", "c"],
  ["LRANGE", "list", "0", "-1"],
  ["LRANGE", "nothing", "0", "-1"],
  ["BLPOP", "nothing", "0.01"],
  ["HSET", "hash", "one", "1", "two", "2"],
  ["HGETALL", "hash"],
  ["SADD", "set", "a", "b"],
  ["SMEMBERS", "set"],
  ["ZADD", "sorted", "1.5", "a", "inf", "b"],
  ["ZRANGE", "sorted", "0", "-1", "WITHSCORES"],
  ["ZSCORE", "sorted", "a"],
  ["GEOADD", "places", "13.361389", "38.115556", "Palermo"],
  ["GEOPOS", "places", "Palermo", "Atlantis"],
  ["XADD", "stream", "1-1", "field", "value"],
  ["XRANGE", "stream", "-", "+"],
  ["XREAD", "COUNT", "1", "STREAMS", "stream", "0"],
  ["XREADGROUP", "GROUP", "none", "me", "STREAMS", "stream", ">"],
  ["XINFO", "STREAM", "stream", "FULL"],
  ["COMMAND", "DOCS", "get"],
  ["COMMAND"],
  ["CONFIG", "GET", "max*"],
  ["CLIENT", "LIST"],
  ["ACL", "GETUSER", "default"],
  ["FUNCTION", "STATS"],
  ["EVAL", "return {1, 'two', {3, {err = 'ERR four'}}, false, {ok = 'six'}}", "0"],
  ["EVAL", "redis.setresp(3); return {double = 1.25}", "0"],
  ["MULTI"],
  ["SET", "a", "1"],
  ["LPUSH", "a", "x"],
  ["GET", "a"],
  ["EXEC"],
  ["NOSUCHTHING", "at all"],
];

/** All that a real server answers to the commands, sent in one go on a connection of its own. */
async function recorded(port: number, greeting: readonly (readonly string[])[]): Promise<readonly Buffer[]> {
  const socket = connect({ port, host: "127.0.0.1" });
  const pieces: Buffer[] = [];
  const last = "the end";
  for (const words of [...greeting, ...COMMANDS, ["ECHO", last]]) socket.write(encodeCommand(words));
  for await (const piece of socket as AsyncIterable<Buffer>) {
    pieces.push(piece);
    if (Buffer.concat(pieces).toString("latin1").endsWith(`${last}\r\n`)) break;
  }
  socket.destroy();
  return pieces;
}

const portOf = async (own: { command(...args: [string, ...string[]]): Promise<Json> }): Promise<number> =>
  Number(((await own.command("CONFIG", "GET", "port")) as readonly string[])[1]);

test("what a real server answers in RESP2 is read as redis-parser reads it, in the pieces in which it came and in others", async () => {
  await using stack = await openStack();
  const pieces = await recorded(await portOf(stack.lane.own), []);
  const ours = parsedByUs(pieces);
  assert.equal(ours.length, COMMANDS.length + 1);
  assert.deepEqual(ours, parsedByOthers(pieces));
  const bytes = Buffer.concat(pieces);
  fc.assert(
    fc.property(cuts, (places) => assert.deepEqual(parsedByUs(chunked(bytes, places)), ours)),
    { numRuns: 20 },
  );
});

test("what a real server answers in RESP3 is one value for each command, however it is cut", async () => {
  await using stack = await openStack();
  const bytes = Buffer.concat(await recorded(await portOf(stack.lane.own), [["HELLO", "3"]]));
  const ours = parsedByUs([bytes]);
  assert.equal(ours.length, COMMANDS.length + 2);
  const of = (command: string): Json => ours[COMMANDS.findIndex(([name]) => name === command) + 1] as Json;
  assert.deepEqual(of("HGETALL"), { one: "1", two: "2" });
  // A set has no order.
  assert.deepEqual([...(of("SMEMBERS") as readonly string[])].sort(), ["a", "b"]);
  assert.deepEqual(of("ZRANGE"), [
    ["a", "1.5"],
    ["b", "inf"],
  ]);
  assert.deepEqual(of("EXEC"), [
    "OK",
    { error: "WRONGTYPE Operation against a key holding the wrong kind of value" },
    "1",
  ]);
  fc.assert(
    fc.property(cuts, (places) => assert.deepEqual(parsedByUs(chunked(bytes, places)), ours)),
    { numRuns: 20 },
  );
});

/** What ioredis answers its caller, in our shape. */
const asSeen = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

for (const protocol of [2, 3] as const) {
  test(`replies are seen as ioredis reads them for its caller, in RESP${protocol}`, async () => {
    const replies: Json[] = [];
    const wanted = COMMANDS.map(([name = ""]) => name);
    const pattern = command(wanted, () => undefined);
    await using stack = await openStack([pattern], ({ message, edge }) => {
      if (edge === "after") replies.push((message as RedisMessage).reply ?? null);
      return undefined;
    });
    const client = await stack.connect({ protocol });
    replies.length = 0;
    const compared = COMMANDS.filter(([name]) =>
      ["GET", "LRANGE", "RPUSH", "SET", "SADD", "XRANGE"].includes(name ?? ""),
    );
    const theirs: Json[] = [];
    for (const [name = "", ...args] of compared) theirs.push(asSeen(await client.call(name, ...args)));
    assert.deepEqual(replies, theirs);
  });
}
