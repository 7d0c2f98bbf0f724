import assert from "node:assert/strict";
import test from "node:test";
import type { Json } from "@chaos-packs/contract/kind";
import type { CommandTable } from "../../src/commands/command-table.ts";
import { commandTableOf, readCommandTable } from "../../src/commands/read-command-table.ts";
import type { RedisOwn } from "../../src/index.ts";
import { openStack } from "../support/open-stack.ts";

/** Commands of every way in which keys are found: fixed, up to the end, in steps, counted, behind a word, behind a subcommand. */
const COMMANDS = [
  "GET a",
  "SET a v EX 10",
  "DEL a b c",
  "MSET a 1 b 2",
  "BITOP AND to a b",
  "RENAME a b",
  "BLPOP a b 0",
  "LMOVE a b LEFT RIGHT",
  "LMPOP 2 a b LEFT",
  "BLMPOP 0 2 a b RIGHT COUNT 3",
  "ZMPOP 1 a MIN",
  "BZMPOP 0 2 a b MAX",
  "SINTERCARD 2 a b LIMIT 5",
  "ZINTERCARD 2 a b",
  "ZUNION 2 a b WEIGHTS 1 2",
  "ZDIFF 3 a b c",
  "ZUNIONSTORE to 2 a b AGGREGATE MAX",
  "ZINTERSTORE to 1 a",
  "XADD a * field value",
  "XREAD COUNT 1 STREAMS a b 0 0",
  "XREADGROUP GROUP g streams BLOCK 5 STREAMS a b c > > >",
  "XACK a g 1-1",
  "XGROUP CREATE a g $",
  "XINFO STREAM a",
  "OBJECT ENCODING a",
  "MEMORY USAGE a SAMPLES 0",
  "EVAL return 2 a b x",
  "EVALSHA 0123456789012345678901234567890123456789 1 a x",
  "FCALL f 2 a b x",
  "EVAL_RO return 1 a",
  "SORT a BY nosort STORE to",
  "GEORADIUS a 1 1 5 km STORE to",
  "GEOSEARCHSTORE to a FROMLONLAT 1 1 BYRADIUS 5 km",
  "MIGRATE localhost 6379 a 0 10",
  "HSET a field value",
  "PFMERGE to a b",
];
/** Not known before 7.0. */
const NEWER = /^(LMPOP|BLMPOP|ZMPOP|BZMPOP|SINTERCARD|ZINTERCARD|FCALL|EVAL_RO)/;

async function keysSaidBy(own: RedisOwn, words: readonly string[]): Promise<readonly string[]> {
  return (await own.command("COMMAND", "GETKEYS", ...words)) as readonly string[];
}

async function assertSame(own: RedisOwn, table: CommandTable, commands: readonly string[]): Promise<void> {
  for (const each of commands) {
    const words = each.split(" ");
    const [command = "", ...args] = words;
    // Some are named twice by the server, or in another order: those of a STORE.
    const said = [...(await keysSaidBy(own, words))].sort();
    assert.deepEqual([...table.keysOf(command, args)].sort(), said, each);
  }
}

test("keys are where the server's own COMMAND says: the same as COMMAND GETKEYS answers for each command", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  await assertSame(own, await readCommandTable(own), COMMANDS);
});

test("the same of a server before 7.0, which only tells first, last and step, and of some that keys move", async () => {
  await using stack = await openStack();
  const { own } = stack.lane;
  const answered = (await own.command("COMMAND")) as readonly (readonly Json[])[];
  const older = commandTableOf(
    answered.map(([name = "", arity = 0, flags = [], first = 0, last = 0, step = 0, categories = []]) => {
      // There, subcommands are no entries of their own.
      const isContainer = ["xgroup", "xinfo", "object"].includes(String(name));
      return [name, arity, flags, ...(isContainer ? [2, 2, 1] : [first, last, step]), categories];
    }),
  );
  await assertSame(
    own,
    older,
    COMMANDS.filter((each) => !NEWER.test(each)),
  );
});

test("under RESP3, which answers with maps, the same keys are found", () => {
  const spec = (begin: Json, find: Json): Json => ({ flags: ["RO"], begin_search: begin, find_keys: find });
  const table = commandTableOf([
    [
      "lmpop",
      -4,
      [],
      0,
      0,
      0,
      [],
      [],
      [
        spec(
          { type: "index", spec: { index: 1 } },
          { type: "keynum", spec: { keynumidx: 0, firstkey: 1, keystep: 1 } },
        ),
      ],
      [],
    ],
  ]);
  assert.deepEqual(table.keysOf("LMPOP", ["2", "a", "b", "LEFT"]), ["a", "b"]);
});

test("what is cut short, or counts wrongly, has the keys that are there", async () => {
  await using stack = await openStack();
  const table = await readCommandTable(stack.lane.own);
  assert.deepEqual(table.keysOf("LMPOP", ["3", "a"]), ["a"]);
  assert.deepEqual(table.keysOf("EVAL", ["return 1"]), []);
  assert.deepEqual(table.keysOf("EVAL", ["return 1", "many", "a"]), []);
  assert.deepEqual(table.keysOf("EVAL", ["return 1", "-1", "a"]), []);
  assert.deepEqual(table.keysOf("XREAD", ["COUNT", "STREAMS"]), []);
  assert.deepEqual(table.keysOf("NOSUCHTHING", ["a"]), []);
  assert.deepEqual(table.keysOf("GET", []), []);
});

test("channels are no keys for the server, and are found nevertheless", async () => {
  await using stack = await openStack();
  const table = await readCommandTable(stack.lane.own);
  assert.deepEqual(table.keysOf("PUBLISH", ["c", "text"]), ["c"]);
  assert.deepEqual(table.keysOf("SUBSCRIBE", ["c", "d"]), ["c", "d"]);
  assert.deepEqual(table.keysOf("PSUBSCRIBE", ["c*"]), ["c*"]);
  assert.deepEqual(table.keysOf("SSUBSCRIBE", ["c", "d"]), ["c", "d"]);
  assert.deepEqual(table.keysOf("SPUBLISH", ["c", "text"]), ["c"]);
});
