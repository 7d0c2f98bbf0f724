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

test("--parallel is another name for --lanes, and --full the opposite of --quick", () => {
  assert.equal(readOptions(["--parallel", "3"], {}).lanes, 3);
  assert.equal(readOptions([], { CHAOS_PARALLEL: "3" }).lanes, 3);
  assert.equal(readOptions(["--full"], { CHAOS_QUICK: "1" }).quick, false);
  assert.equal(readOptions(["--full"], {}).full, true);
  assert.equal(readOptions(["--quick"], { CHAOS_FULL: "1" }).full, false);
});

test("a variable of the environment says yes or no in the usual words, and empty means not set", () => {
  for (const word of ["1", "true", "yes", "on", "YES", "True"])
    assert.equal(readOptions([], { CHAOS_LIST: word }).list, true, word);
  for (const word of ["0", "false", "no", "off", "No", ""])
    assert.equal(readOptions([], { CHAOS_LIST: word }).list, false, word);
  assert.throws(() => readOptions([], { CHAOS_LIST: "maybe" }), isBad);
  assert.deepEqual(readOptions([], { CHAOS_ONLY: "", CHAOS_PACK: "", CHAOS_LANES: "" }).only, []);
});

test("names that stand between spaces and commas are read", () =>
  assert.deepEqual(readOptions(["--only", " a, b,"], {}).only, ["a", "b"]));

test("what is refused says what to pass", () =>
  assert.throws(
    () => readOptions(["--only", ""], {}),
    /BAD_OPTION: expected a value for --only, but an empty one\. If it/,
  ));

for (const args of [
  ["--only", ""],
  ["--only", ","],
  ["--only", "  "],
  ["--pack", ","],
  ["--pack", ""],
  ["--explain", ""],
  ["--junit", ""],
  ["--seed", ""],
  ["--repeat", "1001"],
  ["--repeat", "1e3"],
  ["--repeat", "0x10"],
  ["--lanes", "1000000"],
  ["--seed", "9007199254740993"],
  ["--quick", "--full"],
  ["--lanes", "2", "--parallel", "3"],
  ["--list=no"],
  ["--lanes", "0"],
  ["--repeat", "x"],
  ["--seed", "1.5"],
  ["--adapter", "docker"],
  ["--what"],
  ["stray"],
]) {
  test(`${args.map((each) => each || '""').join(" ")} is refused with a code`, () =>
    assert.throws(() => readOptions(args, {}), isBad));
}
