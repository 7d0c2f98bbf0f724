import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

interface Told {
  readonly id: string;
  readonly outcome: string;
  readonly because?: readonly string[];
  readonly invariants?: readonly { readonly name: string; readonly status: string }[];
}

/** Runs the pack pubsub against the service on LISTEN and NOTIFY, in a process of its own. */
function runPack(t: { after(done: () => void): void }, env: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), "listen-notify-"));
  t.after(() => rmSync(cwd, { recursive: true }));
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), fileURLToPath(new URL("listen-notify/run-chaos.ts", import.meta.url))],
    { cwd, env: { ...inherited, ...env }, encoding: "utf8" },
  );
  const { scenarios } = JSON.parse(readFileSync(join(cwd, "reports/chaos.json"), "utf8")) as {
    readonly scenarios: readonly Told[];
  };
  return { status, scenarios, printed: stdout + stderr };
}

test("a service that only passes messages on, by LISTEN and NOTIFY to event streams, is judged by what it has", (t) => {
  const { status, scenarios, printed } = runPack(t, {});
  assert.equal(status, 0, printed);
  const held = scenarios.filter(({ outcome }) => outcome === "holds");
  assert.ok(held.length >= 20, `${held.length} hold`);
  assert.deepEqual([...new Set(held.map(({ id }) => id))].sort(), [
    "invalid-channel",
    "order-per-channel",
    "reconnect-fails-then-heals",
    "redial-rate-is-bounded",
    "resubscribes-to-all",
    "shutdown-while-redis-down",
    "sockets-survive-outage",
    "sse-reconnects",
  ]);
  const others = scenarios.filter(({ outcome }) => outcome !== "holds");
  assert.ok(others.every(({ outcome, because }) => outcome === "skipped" && because !== undefined));
});

test("one that does not listen again once its connection was lost is caught", (t) => {
  const { status, scenarios, printed } = runPack(t, { DEAF: "1", CHAOS_ONLY: "pubsub/resubscribes-to-all" });
  assert.equal(status, 1, printed);
  const judged = scenarios.filter(({ outcome }) => outcome !== "skipped");
  assert.equal(judged.length, 2);
  for (const { outcome, invariants = [] } of judged) {
    assert.equal(outcome, "violated", printed);
    const red = invariants.filter(({ status }) => status === "violated").map(({ name }) => name);
    assert.ok(red.includes("it is back in time"), printed);
  }
});
