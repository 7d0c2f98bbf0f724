import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isShare, type Share, ShareCount } from "../src/share.ts";

const offset = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Which of so many are struck, counted from 0. */
function struckOf(share: Share, at: number, many: number): readonly number[] {
  const count = new ShareCount(share, at);
  const struck = Array.from({ length: many }, (_, index) => index).filter(() => count.strikes());
  assert.equal(count.struck, struck.length);
  return struck;
}

test("of any number in a row a fraction strikes that part, rounded up or down", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), offset, fc.nat(200), (fraction, at, many) => {
      const { length } = struckOf({ fraction }, at, many);
      assert.ok(Math.abs(length - many * fraction) < 1 + 1e-9, `${length} of ${many}`);
    }),
  );
});

test("every so-many-th is exactly that, from an offset within the first of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), offset, (every, at) => {
      const struck = struckOf({ every }, at, every * 5);
      assert.equal(struck.length, 5);
      assert.ok((struck[0] ?? -1) < every);
      for (const [index, place] of struck.entries()) assert.equal(place, (struck[0] ?? 0) + index * every);
    }),
  );
});

test("occurrence is from which on, times how many; then it is spent", () => {
  assert.deepEqual(struckOf({ occurrence: 3, times: 2 }, 0, 10), [2, 3]);
  const count = new ShareCount({ times: 1 }, 0);
  assert.equal(count.isSpent, false);
  assert.deepEqual([count.strikes(), count.isSpent, count.strikes()], [true, true, false]);
});

test("shares with numbers that are no counts or no parts are not sound", () => {
  for (const share of [{}, { times: 2, occurrence: 3, fraction: 1 }, { every: 5 }]) assert.ok(isShare(share));
  for (const share of [
    { times: 0 },
    { times: 1.5 },
    { occurrence: 0 },
    { every: 0 },
    { fraction: 0 },
    { fraction: 1.1 },
  ])
    assert.ok(!isShare(share), JSON.stringify(share));
  assert.ok(!isShare({ fraction: Number.NaN }));
});
