import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { suite, test } from "node:test";
import { openWorkerThreads } from "../../src/adapters/open-worker-threads.ts";
import { Heard } from "./heard.ts";
import { adapterLaws } from "./laws.ts";
import { Programs, ticking } from "./programs.ts";

adapterLaws("openWorkerThreads", openWorkerThreads, async () => readdirSync("/proc/self/task").length);

suite("openWorkerThreads", { timeout: 30_000 }, () => {
  test("a warm spare makes the next start several times faster, and gives it the same environment", async (t) => {
    using programs = new Programs();
    await using adapter = openWorkerThreads();
    const entry = programs.write("named.ts", `console.log("up " + process.env.NAME); setInterval(() => {}, 1000);`);
    const role = { run: "node", entry, env: () => ({}), ready: { output: /up/ } } as const;
    const start = async (env: Readonly<Record<string, string>>): Promise<number> => {
      const heard = new Heard();
      const from = performance.now();
      await adapter.start({ role, env, output: heard.output }, AbortSignal.timeout(5_000));
      assert.equal(await heard.line(/^up/), `up ${env["NAME"]}`);
      return performance.now() - from;
    };
    await start({ NAME: "first" }); // makes the bundle
    const cold = await start({ NAME: "cold" });
    await adapter.warm({ role, env: { NAME: "warm" } });
    await new Promise((resolve) => setTimeout(resolve, 300)); // a spare gives no sign; later only means faster
    const warm = await start({ NAME: "warm" });
    t.diagnostic(`cold ${cold.toFixed(1)} ms, warm ${warm.toFixed(1)} ms`);
    assert.ok(warm < cold / 2, `cold ${cold} ms, warm ${warm} ms`);
  });

  test("leaves no listener on the process behind", async () => {
    using programs = new Programs();
    await using adapter = openWorkerThreads();
    const entry = programs.write("ticking.ts", ticking);
    const role = { run: "node", entry, env: () => ({}), ready: { output: /up/ } } as const;
    const cycle = async (): Promise<void> => {
      const heard = new Heard();
      const replica = await adapter.start({ role, env: {}, output: heard.output }, AbortSignal.timeout(5_000));
      await heard.line(/^up$/);
      await replica.kill();
    };
    for (let round = 0; round < 5; round += 1) await cycle();
    const before = countListeners();
    for (let round = 0; round < 20; round += 1) await cycle();
    assert.ok(countListeners() - before < 10, `${countListeners()} listeners, there were ${before}`);
  });
});

const countListeners = (): number =>
  [process, process.stdout, process.stderr].reduce(
    (sum, each) => sum + each.eventNames().reduce((count, name) => count + each.listenerCount(name), 0),
    0,
  );
