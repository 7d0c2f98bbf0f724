import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as tick } from "node:timers/promises";
import { Turns } from "../src/prove/turns.ts";

/** Who has a turn, in the order in which they got it. */
const taking = (turns: Turns, names: string) => {
  const had: string[] = [];
  const ends = [...names].map(async (name) => {
    const turn = await turns.take();
    had.push(name);
    return turn;
  });
  return { had, ends };
};

test("so many take their turn at a time, first come first served", async () => {
  const { had, ends } = taking(new Turns(2, { waitsAfterMs: 60_000 }), "abcd");
  await tick();
  assert.deepEqual(had, ["a", "b"]);
  for (const [index, after] of ["abc", "abcd", "abcd", "abcd"].entries()) {
    (await ends[index])?.[Symbol.dispose]();
    await tick();
    assert.equal(had.join(""), after);
  }
});

test("a turn ended twice lets one in, not two", async () => {
  const { had, ends } = taking(new Turns(1, { waitsAfterMs: 60_000 }), "abc");
  const first = await ends[0];
  first?.[Symbol.dispose]();
  first?.[Symbol.dispose]();
  await tick();
  assert.deepEqual(had, ["a", "b"]);
  for (const end of ends.slice(1)) (await end)[Symbol.dispose]();
});

test("whoever takes longer than is usual only waits: another begins beside it", async () => {
  const { had, ends } = taking(new Turns(1, { waitsAfterMs: 5 }), "ab");
  const both = await Promise.all(ends);
  assert.deepEqual(had, ["a", "b"]);
  for (const turn of both) turn[Symbol.dispose]();
});
