import assert from "node:assert/strict";
import { test } from "node:test";
import { seen, took } from "@chaos-packs/contract/pack";
import { queries } from "../src/capabilities/queries.ts";
import { historyOf, read } from "../src/history/examples.ts";
import { overrunOfAll } from "../src/history/overrun-of-all.ts";

const overrun = (...pieces: ReturnType<typeof read>[]) =>
  overrunOfAll(seen(historyOf(...pieces), queries).calls(), (call) => took(call) - 100);

test("of calls that overlap the worst counts", () => {
  assert.deepEqual(overrun(read("a", 0, 150), read("b", 10, 210), read("c", 20, 130)), { byMs: 100, from: 0, to: 210 });
});

test("calls that came one after the other add up", () => {
  assert.deepEqual(overrun(read("b", 500, 650), read("a", 0, 130)), { byMs: 30 + 50, from: 0, to: 650 });
});
