import assert from "node:assert/strict";
import { test } from "node:test";
import { type Scenario, undo } from "@chaos-packs/contract";
import { explainScenario } from "../../src/report/explain.ts";
import { counting, countingPack } from "../fixtures/counting.ts";
import { ownFault } from "../fixtures/own-fault.ts";

const restart = ownFault({
  name: "restart",
  args: {},
  fate: "release",
  uses: ["servers"],
  breaks: ["struck"],
  inject: async () => undo(),
});
const sound = countingPack.scenarios["connection-reset"] as Scenario;
const schedule = [{ at: counting.moment("counted", { number: "3" }), inject: restart }];
const pack = { ...countingPack, scenarios: { ...countingPack.scenarios, restarted: { ...sound, schedule } } };

test("a scenario is explained by what it does and needs, with the server that it breaks", () => {
  const text = explainScenario([pack], "restarted") ?? "";
  assert.match(text, /workload {4}count to five/);
  assert.match(text, /fault {7}restart before the "counted"/);
  assert.match(text, /server {6}one of its own: that on whose wire "counted" is seen/);
  assert.doesNotMatch(explainScenario([pack], "counting/stalled") ?? "", /server/);
});

for (const id of ["danced", "__proto__", "constructor", "counting/toString", "counting/"]) {
  test(`${id} is no scenario, and is not explained`, () => assert.equal(explainScenario([pack], id), undefined));
}
