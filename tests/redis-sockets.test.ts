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
  const only = { RESENDS: "1", CHAOS_ONLY: "disconnect-during-broadcast" };
  const { status, scenarios: told, printed } = runPack(t, program, only);
  assert.equal(status, 1, printed);
  const passedOn = told.filter(({ variant }) => variant?.startsWith("when the broker has passed it on"));
  assert.equal(passedOn.length, 2);
  for (const run of passedOn) assert.deepEqual(violatedIn(run), ["nothing arrives twice"], printed);
});
