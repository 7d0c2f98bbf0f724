import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { suite, test } from "node:test";
import { openWorkerThreads } from "../../src/adapters/open-worker-threads.ts";
import { Heard } from "./heard.ts";
import { adapterLaws } from "./laws.ts";
import { Programs, ticking } from "./programs.ts";

adapterLaws("openWorkerThreads", openWorkerThreads, async () => readdirSync("/proc/self/task").length);

suite("openWorkerThreads", { timeout: 120_000 }, () => {
  test("a start takes the thread that was begun ahead for it, with the same environment", async () => {
    using programs = new Programs();
    await using adapter = openWorkerThreads();
    const entry = programs.write(
      "named.ts",
      `import { threadId } from "node:worker_threads";
       console.log("up " + process.env.NAME + " " + threadId); setInterval(() => {}, 1000);`,
    );
    const role = { run: "node", entry, env: () => ({}), ready: { output: /up/ } } as const;
    const start = async (name: string): Promise<number> => {
      const heard = new Heard();
      await adapter.start({ role, env: { NAME: name }, output: heard.output }, AbortSignal.timeout(5_000));
      const [, told, thread] = (await heard.line(/^up/)).split(" ");
      assert.equal(told, name);
      return Number(thread);
    };
    await adapter.warm({ role, env: { NAME: "warm" } });
    const cold = await start("cold");
    const warm = await start("warm");
    assert.ok(warm < cold, `threads are counted: the one begun ahead is ${warm}, the one begun after it ${cold}`);
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
