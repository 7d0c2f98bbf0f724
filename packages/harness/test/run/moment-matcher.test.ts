import assert from "node:assert/strict";
import { test } from "node:test";
import { type CapabilityBinding, isChaosError, reference } from "@chaos-packs/contract";
import { momentMatcher } from "../../src/run/moment-matcher.ts";
import { counterTarget, counting } from "../fixtures/counting.ts";

const bindings: readonly CapabilityBinding[] = counterTarget().capabilities;
const line = (text: string, edge: "before" | "after" = "before", dependency = "lines") => ({
  dependency,
  edge,
  message: { text },
});

test("a message is known by the patterns of the target, its scope, its edge and its dependency", () => {
  const isThird = momentMatcher(bindings, counting.moment("counted", { number: "3" }), new Map());
  assert.equal(isThird(line("count 3")), true);
  assert.equal(isThird(line("count 4")), false);
  assert.equal(isThird(line("sing")), false);
  assert.equal(isThird(line("count 3", "after")), false);
  assert.equal(isThird(line("count 3", "before", "tables")), false);
});

test("a message about several things is known by each of them", () => {
  const binding = {
    ...(bindings[0] as CapabilityBinding),
    moments: {
      counted: {
        dependency: "lines",
        edges: ["before" as const],
        describes: "numbers",
        scopeOf: ({ text }: { text: string }) => text.split(" ").map((number) => ({ number })),
      },
    },
  };
  const isThird = momentMatcher([binding], counting.moment("counted", { number: "3" }), new Map());
  assert.deepEqual(
    ["2 3 4", "2 4"].map((text) => isThird(line(text))),
    [true, false],
  );
});

test("a scope may be a reference, which matches nothing until the workload has filled it in", () => {
  const memory = new Map<string, string>();
  const isIt = momentMatcher(bindings, counting.moment("counted", { number: reference("which") }), memory);
  assert.equal(isIt(line("count 3")), false);
  memory.set("which", "3");
  assert.equal(isIt(line("count 3")), true);
});

for (const [what, anchor] of [
  ["that the target has not", counting.moment("sung")],
  ["that no capability has", { ...counting.moment("counted"), moment: "danced" }],
  ["of a capability that the target does not serve", { ...counting.moment("counted"), capability: "dancing" }],
] as const) {
  test(`a moment ${what} is refused with a code`, () =>
    assert.throws(
      () => momentMatcher(bindings, anchor, new Map()),
      (error) => isChaosError(error, "MOMENT_NOT_SEEN"),
    ));
}
