import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError } from "@chaos-packs/contract";
import { readOptions } from "../src/options.ts";

const isBad = (error: unknown): boolean => isChaosError(error, "BAD_OPTION");

test("flags and environment variables say the same, and the flag wins", () => {
  assert.equal(readOptions(["--seed", "7"], {}).seed, 7);
  assert.equal(readOptions([], { CHAOS_SEED: "8" }).seed, 8);
  assert.equal(readOptions(["--seed", "7"], { CHAOS_SEED: "8" }).seed, 7);
  assert.deepEqual(readOptions([], { CHAOS_ONLY: "a,b" }).only, ["a", "b"]);
  assert.equal(readOptions([], { CHAOS_QUICK: "1" }).quick, true);
  assert.equal(readOptions([], { CHAOS_QUICK: "0" }).quick, false);
});

test("without a seed a new one is drawn", () => assert.ok(readOptions([], {}).seed >= 1));

for (const args of [
  ["--lanes", "0"],
  ["--repeat", "x"],
  ["--seed", "1.5"],
  ["--adapter", "docker"],
  ["--what"],
  ["stray"],
]) {
  test(`${args.join(" ")} is refused with a code`, () => assert.throws(() => readOptions(args, {}), isBad));
}
