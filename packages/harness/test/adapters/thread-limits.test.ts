import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isChaosError, type Role } from "@chaos-packs/contract";
import { Agent } from "undici";
import { openChildProcesses } from "../../src/adapters/open-child-processes.ts";
import { openWorkerThreads } from "../../src/adapters/open-worker-threads.ts";
import { Replica } from "../../src/lane/replica.ts";
import { Programs } from "./programs.ts";

const up = `console.log("up"); setInterval(() => {}, 1000);`;

/** What a thread cannot do, by what is said about it. */
const limited: Readonly<Record<string, readonly [text: string, code: string, limit: RegExp]>> = {
  "changes its folder": [`process.chdir("/"); ${up}`, "ROLE_DIED", /process\.chdir\(\) throws/],
  "sets its umask": [`process.umask(0o077); ${up}`, "ROLE_DIED", /process\.umask\(mask\) throws/],
  "drops its rights": [`process.setuid?.(process.getuid?.() ?? 0); ${up}`, "ROLE_DIED", /process\.setuid\(\)/],
  "does nothing unless it is the main thread": [
    `import { isMainThread } from "node:worker_threads"; if (isMainThread) { ${up} }`,
    "ROLE_DIED",
    /isMainThread is false/,
  ],
  "exits unless it is the main thread": [
    `import { isMainThread } from "node:worker_threads"; if (!isMainThread) process.exit(2); ${up}`,
    "ROLE_DIED",
    /isMainThread is false/,
  ],
  "waits for orders unless it is the main thread": [
    `import { isMainThread, parentPort } from "node:worker_threads"; if (isMainThread) { ${up} } else setInterval(() => {}, 1000);`,
    "ROLE_NOT_READY",
    /isMainThread is false/,
  ],
};

suite("what a thread cannot do", { timeout: 60_000 }, () => {
  for (const [what, [text, code, limit]] of Object.entries(limited)) {
    for (const open of [openWorkerThreads, openChildProcesses]) {
      const isThread = open === openWorkerThreads;
      test(`a role that ${what} ${isThread ? "fails in a thread with a hint at processes" : "starts as a process"}`, async () => {
        using programs = new Programs();
        await using adapter = open();
        const agent = new Agent();
        const replica = new Replica({
          role: "worker",
          index: 0,
          spec: {
            run: "node",
            entry: programs.write("limited.ts", text),
            env: () => ({}),
            ready: { output: /^up$/ },
            readyWithinMs: isThread && code === "ROLE_NOT_READY" ? 1_500 : 20_000,
          } satisfies Role,
          adapter,
          port: 1,
          directory: programs.folder,
          agent,
          output: () => {},
          exit: () => {},
        });
        if (isThread) {
          await assert.rejects(replica.start(), (error) => {
            assert.ok(isChaosError(error, code), String(error));
            assert.match(error.todo, limit);
            assert.match(error.todo, /--adapter child-process/);
            return true;
          });
        } else await replica.start();
        await replica.kill();
        await agent.destroy();
      });
    }
  }

  test("a crash in the middle of a run at what a thread cannot do says so in its reason", async () => {
    using programs = new Programs();
    await using adapter = openWorkerThreads();
    const entry = programs.write("later.ts", `console.log("up"); setTimeout(() => process.chdir("/"), 20);`);
    const role = { run: "node", entry, env: () => ({}), ready: { output: /up/ } } as const;
    const replica = await adapter.start({ role, env: {}, output: () => {} }, AbortSignal.timeout(10_000));
    const { how, reason } = await replica.exited;
    assert.equal(how, "crashed");
    assert.match(reason, /process\.chdir\(\) is not supported in workers/);
    assert.match(reason, /a thread cannot do this; run it as a process: --adapter child-process/);
  });
});
