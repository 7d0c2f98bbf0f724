import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { after } from "../src/clock.ts";

test("a wait that is longer than a timer can be takes as long as it says, not 1 ms, and can be taken back", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let calls = 0;
    const day = 24 * 60 * 60 * 1_000;
    after(60 * day, () => {
      calls += 1;
    });
    const cancel = after(60 * day, () => {
      calls += 100;
    });
    for (let days = 0; days < 30; days++) mock.timers.tick(day);
    cancel();
    for (let days = 0; days < 29; days++) mock.timers.tick(day);
    assert.equal(calls, 0);
    mock.timers.tick(2 * day);
    assert.equal(calls, 1);
  } finally {
    mock.timers.reset();
  }
});
