import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chanceOf } from "../src/chance-of.ts";

test("a chance lies in [0, 1), and depends on the seed and the words alone", () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.oneof(fc.string(), fc.integer())), (seed, words) => {
      const chance = chanceOf(seed, ...words);
      assert.ok(chance >= 0 && chance < 1);
      assert.equal(chanceOf(seed, ...words), chance);
    }),
  );
});

test("chances of near seeds and near words are spread evenly", () => {
  const tenths = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 100; seed++)
    for (let word = 0; word < 100; word++) {
      const tenth = Math.floor(chanceOf(seed, "rule", word) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
  for (const count of tenths) assert.ok(Math.abs(count - 1_000) < 150, tenths.join());
});
