import assert from "node:assert/strict";
import { test } from "node:test";
import { type History, stop } from "@chaos-packs/contract/pack";
import { exited, historyOf, struck, worker } from "../src/history/examples.ts";
import { stopEndsByItself } from "../src/invariants/stops/stop-ends-by-itself.ts";

const killed = historyOf(struck(10, 6_000, stop()), exited(2_010, "killed"));
const roles: History["roles"] = {
  [worker(1).role]: {
    replicas: 2,
    connections: {},
    dialsPerSecond: 20,
    graceMs: 2_000,
    defaults: { connections: [], graceMs: true },
  },
};
const because = (history: History): string => {
  const verdict = stopEndsByItself.check(history);
  return verdict.status === "violated" ? verdict.because : verdict.status;
};

test("a stop that nobody has promised anything about is killed by the default bound, and its setting is named", () =>
  assert.match(
    because({ ...killed, roles, traits: {} }),
    /killed 2000 ms later; the default bound is 2000 ms: set roles\.\w+\.graceMs in the target file/,
  ));

test("one that was promised is not called a default", () => {
  assert.match(because({ ...killed, roles }), /killed 2000 ms later$/);
  assert.equal(because(historyOf(struck(10, 600, stop()), exited(100, "ended"))), "holds");
  assert.match(because(historyOf(struck(10, 600, stop()))), /runs on$/);
});
