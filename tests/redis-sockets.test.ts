import assert from "node:assert/strict";
import { test } from "node:test";
import { holding, runPack, violatedIn } from "./support/run-pack.ts";

const program = "redis-sockets/run-chaos.ts";
const scenarios = [
  "order-per-channel",
  "redial-rate-is-bounded",
  "resubscribes-after-restart",
  "resubscribes-to-all",
  "shutdown-while-redis-down",
  "sockets-survive-outage",
];

test("a service that only passes messages on, by Redis' pub/sub to WebSockets, is judged by what it has", (t) => {
  const CHAOS_ONLY = scenarios.join();
  const { status, scenarios: told, printed } = runPack(t, program, { CHAOS_ONLY });
  assert.equal(status, 0, printed);
  assert.deepEqual(holding(told), scenarios);
});

test("one whose connection sends a message again that was not answered is caught, because it arrives twice", (t) => {
  const { status, scenarios: told, printed } = runPack(t, program, { RESENDS: "1", CHAOS_ONLY: "order-per-channel" });
  assert.equal(status, 1, printed);
  assert.equal(told.length, 2);
  for (const run of told) assert.deepEqual(violatedIn(run), ["nothing arrives twice"], printed);
});
