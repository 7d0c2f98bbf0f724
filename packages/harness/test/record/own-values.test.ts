import assert from "node:assert/strict";
import { test } from "node:test";
import { ownValues } from "../../src/record/own-values.ts";

const path = "/documents";

test("an id is a value of the journey however short it is, and a number too; states, counts and times are none", () => {
  const answers = [
    { id: 1, status: "queued", pages: 3, createdAt: "2026-01-02T03:04:05Z" },
    { id: 1, status: "done" },
  ];
  assert.deepEqual(ownValues({ path, answers }), [{ name: "id", value: "1" }]);
});

test("what the request itself names by an id is a value of the journey, in its body and in its path", () => {
  const body = { orderId: "o-7", amount: 12 };
  assert.deepEqual(ownValues({ path: "/customers/42/orders", body, answers: [{ ok: "yes" }] }), [
    { name: "orderId", value: "o-7" },
    { name: "id", value: "42" },
  ]);
});

test("what differs when the same is asked once more is an id, whatever its name; what was answered both times is none", () => {
  const first = { path, answers: [{ job: 1, ticket: "abc", worker_id: 9, at: "2026-01-02T00:00:00Z" }] };
  const again = { path, answers: [{ job: 2, ticket: "xyz", worker_id: 9, at: "2026-01-02T00:00:01Z" }] };
  assert.deepEqual(ownValues(first, again), [
    { name: "job", value: "1", again: "2" },
    { name: "ticket", value: "abc", again: "xyz" },
  ]);
});

test("where there is no id at all, the first name that was given stands for the journey", () => {
  const body = { title: "Shopping", body: "Milk and bread" };
  assert.deepEqual(ownValues({ path: "/notes", body, answers: [{ status: "created" }] }), [
    { name: "title", value: "Shopping" },
  ]);
});
