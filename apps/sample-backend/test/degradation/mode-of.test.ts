import assert from "node:assert/strict";
import { test } from "node:test";
import { type Mode, modeOf } from "../../src/degradation/mode-of.ts";
import { healthyService, type ServiceStates } from "../../src/degradation/service-state.ts";

/** A service in four letters: critical or not, down or up, carried or not. */
const serviceOf = (text: string) => {
  const [importance, state, fallback] = text.split(" ");
  const rule = { isCritical: importance === "critical", threshold: 1, recoveryMs: 0 };
  return { ...healthyService(rule, { isCarried: fallback === "carried" }), hasFailed: state === "down" };
};

const table: readonly (readonly [Mode, string, ...string[]])[] = [
  ["NORMAL", "all healthy", "critical up alone", "critical up alone", "other up alone"],
  ["DEGRADED", "one that is not critical is down", "critical up alone", "other down alone"],
  ["DEGRADED", "all that are not critical are down", "critical up alone", "other down alone", "other down alone"],
  ["DEGRADED", "a critical one is down and carried", "critical down carried", "critical up alone"],
  ["DEGRADED", "the only critical one is down and carried", "critical down carried", "other up alone"],
  ["MINIMAL", "a critical one is down and not carried", "critical down alone", "critical up alone"],
  [
    "MINIMAL",
    "two of three critical ones are down",
    "critical down carried",
    "critical down carried",
    "critical up alone",
  ],
  ["OFFLINE", "every critical one is down", "critical down carried", "critical down carried", "other up alone"],
  ["OFFLINE", "the only critical one is down and not carried", "critical down alone", "other up alone"],
  ["NORMAL", "there is nothing that could fail"],
];

for (const [mode, when, ...services] of table) {
  test(`the mode is ${mode} when ${when}`, () => {
    const states: ServiceStates = Object.fromEntries(services.map((text, at) => [`service ${at}`, serviceOf(text)]));
    assert.equal(modeOf(states), mode);
  });
}
