import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Adapter, childProcess, isChaosError, type RunningReplica, remote } from "@chaos-packs/contract";
import { openChildProcesses } from "../../src/adapters/open-child-processes.ts";
import { openRemote } from "../../src/adapters/open-remote.ts";
import { openWorkerThreads } from "../../src/adapters/open-worker-threads.ts";
import { startOf } from "../../src/reaper/process-identity.ts";
import { Heard } from "./heard.ts";

const ready = { output: /up/ };

for (const open of [openWorkerThreads, openChildProcesses]) {
  suite(`roles with a command, run by ${open.name}`, { timeout: 120_000 }, () => {
    const begin = async (
      adapter: Adapter,
      ...command: string[]
    ): Promise<{ replica: RunningReplica; heard: Heard }> => {
      const heard = new Heard();
      const role = childProcess({ command, ready, env: () => ({}) });
      const replica = await adapter.start(
        { role, env: { NAME: "me" }, output: heard.output },
        AbortSignal.timeout(5_000),
      );
      return { replica, heard };
    };

    test("run in any language, with their environment", async () => {
      await using adapter = open();
      const { replica, heard } = await begin(adapter, "sh", "-c", "echo up $NAME; printf last");
      assert.equal((await replica.exited).how, "ended");
      assert.deepEqual(heard.lines, ["up me", "last"]);
    });

    test("a command that does not exist is refused with COMMAND_NOT_FOUND", async () => {
      await using adapter = open();
      await assert.rejects(begin(adapter, "no-such-program-here"), (error) => isChaosError(error, "COMMAND_NOT_FOUND"));
    });

    test("one that exits at once with a code is a crash, told with its last line", async () => {
      await using adapter = open();
      const { replica } = await begin(adapter, "sh", "-c", "echo no database >&2; exit 3");
      const end = await replica.exited;
      assert.deepEqual(end, { how: "crashed", reason: "exit code 3; its last line was: no database" });
    });

    test("one that is ended by somebody else's signal is a crash", async () => {
      await using adapter = open();
      const { replica } = await begin(adapter, "sh", "-c", "kill -KILL $$");
      const end = await replica.exited;
      assert.deepEqual(end, { how: "crashed", reason: "signal SIGKILL" });
    });

    test("a kill ends all of its processes", async () => {
      await using adapter = open();
      const { replica, heard } = await begin(adapter, "sh", "-c", "sleep 600 & echo up $!; wait");
      const pid = Number(/\d+/.exec(await heard.line(/^up/))?.[0]);
      assert.notEqual(startOf(pid), undefined);
      await replica.kill();
      assert.equal((await replica.exited).how, "killed");
      assert.equal(startOf(pid), undefined);
    });

    test("disposing the adapter ends what still runs", async () => {
      const adapter = open();
      const { replica } = await begin(adapter, "sleep", "600");
      await adapter[Symbol.asyncDispose]();
      assert.equal((await replica.exited).how, "killed");
    });

    test("a process is in the journal for as long as it lives", async () => {
      const entered = new Set<number>();
      const journal = {
        process: (pid: number) => {
          entered.add(pid);
          return () => void entered.delete(pid);
        },
        folder: () => () => {},
        undo: async () => () => {},
      };
      await using adapter = open({ journal });
      const role = childProcess({ command: ["sleep", "600"], ready, env: () => ({}) });
      const replica = await adapter.start({ role, env: {}, output: () => {} }, AbortSignal.timeout(5_000));
      assert.equal(entered.size, 1);
      await replica.kill();
      assert.equal(entered.size, 0);
    });
  });
}

suite("remote roles", () => {
  test("cannot be killed, stalled or stopped: REMOTE_CANNOT_BE_KILLED", async () => {
    await using adapter = openRemote();
    const role = remote({ url: "http://127.0.0.1:1", ready: { path: "/" } });
    const replica = await adapter.start({ role, env: {}, output: () => {} }, AbortSignal.timeout(5_000));
    const refused = (error: unknown): boolean => isChaosError(error, "REMOTE_CANNOT_BE_KILLED");
    await assert.rejects(replica.kill(), refused);
    await assert.rejects(replica.stall(), refused);
    await assert.rejects(replica.resume(), refused);
    await assert.rejects(replica.stop(AbortSignal.timeout(10)), refused);
    await replica[Symbol.asyncDispose]();
  });
});
