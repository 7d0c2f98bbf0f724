import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { now, sleep } from "../../src/clock.ts";
import { noiseIn } from "../../src/noise/noise-in.ts";
import { NoiseMeter } from "../../src/noise/noise-meter.ts";

const onLinux = { skip: process.platform !== "linux" && "only Linux says how long a thread waits for a CPU" };

test("a harness whose event loop is held up is late by as much", async () => {
  using meter = new NoiseMeter();
  const from = now();
  await sleep(20);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);
  await sleep(20);
  const { lagMs } = noiseIn(meter.since(from), { from, to: now() });
  assert.ok(lagMs >= 100 && lagMs < 2_000, `${lagMs} ms`);
});

test(
  "a process of ours that shares its CPU with busy ones waits for it, although the harness does nothing",
  onLinux,
  async () => {
    using meter = new NoiseMeter();
    const children = Array.from({ length: 3 * availableParallelism() }, () =>
      spawn(process.execPath, ["-e", "for(;;);"], { stdio: "ignore" }),
    );
    const forget = meter.watch(children[0]?.pid ?? 0);
    try {
      const from = now();
      await sleep(1_000);
      const { share } = noiseIn(meter.since(from), { from, to: now() });
      assert.ok(share > 0.4, `${share}`);
    } finally {
      forget();
      const exits = children.map((child) => once(child, "exit"));
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(exits);
    }
  },
);
