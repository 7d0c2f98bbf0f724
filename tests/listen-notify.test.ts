import assert from "node:assert/strict";
import { test } from "node:test";
import { holding, runPack, violatedIn } from "./support/run-pack.ts";

const program = "listen-notify/run-chaos.ts";

test("a service that only passes messages on, by LISTEN and NOTIFY to event streams, is judged by what it has", (t) => {
  const { status, scenarios, printed } = runPack(t, program, {});
  assert.equal(status, 0, printed);
  assert.deepEqual(holding(scenarios), [
    "invalid-channel",
    "order-per-channel",
    "reconnect-fails-then-heals",
    "resubscribes-to-all",
    "shutdown-while-redis-down",
    "sockets-survive-outage",
    "sse-reconnects",
  ]);
  const [held, others] = [true, false].map((wanted) =>
    scenarios.filter(({ outcome }) => (outcome === "holds") === wanted),
  );
  assert.ok((held?.length ?? 0) >= 18, printed);
  assert.ok(others?.every(({ outcome, because }) => outcome === "skipped" && because !== undefined));
});

test("one that does not listen again once its connection was lost is caught", (t) => {
  const only = { DEAF: "1", CHAOS_ONLY: "pubsub/resubscribes-to-all" };
  const { status, scenarios, printed } = runPack(t, program, only);
  assert.equal(status, 1, printed);
  const judged = scenarios.filter(({ outcome }) => outcome !== "skipped");
  assert.equal(judged.length, 2);
  for (const run of judged) assert.ok(violatedIn(run).includes("it is back in time"), printed);
});
