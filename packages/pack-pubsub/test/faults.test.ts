import assert from "node:assert/strict";
import { test } from "node:test";
import { cutAllAnd, dialsFailedBy, failConnections, failDials } from "@chaos-packs/contract/pack";
import { cutSubscribersOff } from "../src/faults/cut-subscribers-off.ts";

test("what comes after a reset is struck first, and the held message is lost with its connection", () => {
  const { label, fate } = cutAllAnd("rst", failConnections({ how: "fin", at: "accept", of: "all" }), { of: "all" });
  assert.equal(label, "fin at accept + rst at now");
  assert.equal(fate, "drop");
});

test("subscribers that are cut off find no way back before the broker has ended their connections", () => {
  const { label, uses } = cutSubscribersOff();
  assert.match(label, /^rst at accept \+ /);
  assert.ok(uses.includes("links") && uses.includes("servers"));
});

test("how many dials a fault fails by itself stands in its arguments, also together with others, whatever its name is", () => {
  const fault = failDials(5, ({ times }) => ({
    ...failConnections({ how: "fin", at: "accept", times }),
    name: "(7 dials)",
  }));
  assert.equal(dialsFailedBy(fault), 5);
  assert.equal(dialsFailedBy(cutAllAnd("rst", fault)), 5);
  assert.equal(dialsFailedBy(failConnections({ how: "rst", at: "now" })), 0);
});
