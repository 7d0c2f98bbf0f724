import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOfAnswer } from "../../src/upstreams/failure-of-answer.ts";

test("success is no failure", () => assert.equal(failureOfAnswer(200), undefined));

for (const status of [429, 500, 502, 503]) {
  test(`${status} is worth another try`, () => assert.equal(failureOfAnswer(status)?.kind, "refused"));
}

for (const status of [400, 401, 404, 422]) {
  test(`${status} is not worth another try`, () => assert.equal(failureOfAnswer(status)?.kind, "hopeless"));
}

test("Retry-After is understood in seconds and as a date", () => {
  const now = () => Date.parse("2026-11-21T00:00:00Z");
  assert.equal(failureOfAnswer(429, "2", now)?.retryAfterMs, 2_000);
  assert.equal(failureOfAnswer(429, "Sat, 21 Nov 2026 00:00:03 GMT", now)?.retryAfterMs, 3_000);
  assert.equal(failureOfAnswer(429, "Fri, 20 Nov 2026 00:00:00 GMT", now)?.retryAfterMs, 0);
  assert.equal(failureOfAnswer(429, "soon", now)?.retryAfterMs, undefined);
});
