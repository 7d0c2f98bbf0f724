import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { mock, test } from "node:test";
import { pause, waitOut } from "../src/pause.ts";

/** Whether a promise has settled, once all that is ready has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

test("a pause ends after its time, or when a signal aborts, and forgets its listeners", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const first = new AbortController();
    const second = new AbortController();
    const timed = pause(1_000, first.signal);
    const endless = pause(undefined, first.signal, second.signal);
    mock.timers.tick(999);
    assert.deepEqual([await isSettled(timed), await isSettled(endless)], [false, false]);
    mock.timers.tick(1);
    assert.deepEqual([await isSettled(timed), await isSettled(endless)], [true, false]);
    second.abort();
    assert.equal(await isSettled(endless), true);
    assert.deepEqual(getEventListeners(first.signal, "abort"), []);
    assert.equal(await isSettled(pause(1_000, second.signal)), true);
  } finally {
    mock.timers.reset();
  }
});

test("delays are waited out one after the other; one that is healed ends early, and all do when the connection is gone", async () => {
  const gone = new AbortController();
  const delay = (): { ms: number; healed: AbortSignal; heal: () => void } => {
    const healed = new AbortController();
    return { ms: 60_000, healed: healed.signal, heal: () => healed.abort() };
  };
  assert.equal(waitOut([], gone.signal), undefined);
  const delays = [delay(), delay()];
  const waiting = waitOut(delays, gone.signal);
  assert.ok(waiting);
  delays[0]?.heal();
  assert.equal(await isSettled(waiting), false);
  delays[1]?.heal();
  assert.equal(await isSettled(waiting), true);
  const other = waitOut([delay(), delay()], gone.signal);
  gone.abort();
  assert.ok(other && (await isSettled(other)));
});
