import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { underLoad } from "../src/workloads/under-load.ts";

test("when the deadline ends a run under load, no reader of it is left to end the harness with an unhandled rejection", async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown): void => void unheard.push(error);
  process.on("unhandledRejection", hear);
  try {
    const client = {
      trait: () => 2,
      call: async () => ({ ok: true }),
      observe: async () => ({ open: 2 }),
      offers: () => true,
      signal: new AbortController().signal,
      fault: () => Promise.reject(new Error("deadline over")),
      heal: async () => {},
      until: () => setImmediate().then(() => Promise.reject(new Error("deadline over, too"))),
    };
    await assert.rejects(underLoad().run(client as never), /^Error: deadline over$/);
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    assert.deepEqual(unheard, []);
  } finally {
    process.off("unhandledRejection", hear);
  }
});
