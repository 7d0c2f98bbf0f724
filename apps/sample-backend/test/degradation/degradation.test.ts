import assert from "node:assert/strict";
import { test } from "node:test";
import { type ModeChange, openDegradation } from "../../src/degradation/degradation.ts";

const rule = { isCritical: true, threshold: 1, recoveryMs: 20 };

/** Changes of the mode as they are told. */
function openChanges(services: readonly string[]) {
  const changes: ModeChange[] = [];
  let hear: (() => void) | undefined;
  const degradation = openDegradation(Object.fromEntries(services.map((name) => [name, rule])), {
    carried: services,
    tell(change) {
      changes.push(change);
      hear?.();
    },
  });
  const until = async (mode: string): Promise<void> => {
    while (changes.at(-1)?.mode !== mode) {
      await new Promise<void>((resolve) => {
        hear = resolve;
      });
    }
  };
  return { changes, degradation, until };
}

test("each change of the mode is told once, down step by step and back", async () => {
  const { changes, degradation, until } = openChanges(["a", "b", "c"]);
  using _closed = degradation;
  for (const name of ["a", "a", "b", "c", "c"]) degradation.note(name, "failed");
  for (const name of ["a", "b", "c"]) degradation.note(name, "healthy");
  await until("NORMAL");
  assert.deepEqual(
    changes.slice(0, 3).map(({ was, mode, failed }) => [was, mode, failed]),
    [
      ["NORMAL", "DEGRADED", ["a"]],
      ["DEGRADED", "MINIMAL", ["a", "b"]],
      ["MINIMAL", "OFFLINE", ["a", "b", "c"]],
    ],
  );
  for (const [at, { was }] of changes.entries()) assert.equal(was, changes[at - 1]?.mode ?? "NORMAL");
  assert.equal(
    changes.every(({ was, mode }) => was !== mode),
    true,
  );
});

test("a service that fails again before its recovery time is over was never back", async () => {
  const { changes, degradation, until } = openChanges(["a", "b"]);
  using _closed = degradation;
  degradation.note("a", "failed");
  degradation.note("a", "healthy");
  degradation.note("a", "failed");
  degradation.note("a", "healthy");
  await until("NORMAL");
  assert.deepEqual(
    changes.map(({ mode }) => mode),
    ["DEGRADED", "NORMAL"],
  );
});

test("a fallback that can carry no more makes it worse at once, and one that can again makes it better after the recovery time", async () => {
  const { changes, degradation, until } = openChanges(["a", "b"]);
  using _closed = degradation;
  degradation.note("a", "failed");
  degradation.note("a", { isCarried: false });
  degradation.note("a", { isCarried: true });
  assert.equal(degradation.mode, "MINIMAL");
  await until("DEGRADED");
  assert.deepEqual(
    changes.map(({ mode }) => mode),
    ["DEGRADED", "MINIMAL", "DEGRADED"],
  );
});

test("nothing is told any more, and nothing waited for, after it was disposed", () => {
  const { changes, degradation } = openChanges(["a", "b"]);
  degradation.note("a", "failed");
  degradation[Symbol.dispose]();
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  degradation.note("a", "healthy");
  degradation.note("b", "failed");
  assert.deepEqual([changes.length, degradation.mode, timers()], [1, "DEGRADED", before]);
});

test("what nobody knows changes nothing", () => {
  const { changes, degradation } = openChanges(["a"]);
  using _closed = degradation;
  degradation.note("z", "failed");
  assert.deepEqual([changes, degradation.mode, degradation.failed], [[], "NORMAL", []]);
});
