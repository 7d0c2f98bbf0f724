import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { randomFrom } from "@chaos-packs/proxy";
import { eventually, MARK, processesOf, startedBy } from "./fixtures/marked-processes.ts";

const reports = mkdtempSync(join(tmpdir(), "killed-harness-"));
after(() => rmSync(reports, { recursive: true, force: true }));

/** Folders that a run of this process has made; the reaper's own journals are elsewhere. */
const foldersOf = (pid: number | undefined): string[] =>
  ["/dev/shm", tmpdir()].flatMap((disk) => readdirSync(disk).filter((name) => name.startsWith(`chaos-run-${pid}-`)));

test("when the harness is killed at any moment, nothing of it is left after two seconds", async () => {
  const random = randomFrom(20_261_121);
  const fixture = fileURLToPath(new URL("fixtures/run-counting.ts", import.meta.url));
  for (let turn = 0; turn < 20; turn += 1) {
    const mark = `${process.pid}-${turn}`;
    const adapter = turn % 2 === 0 ? "child-process" : "worker-thread";
    const { NODE_TEST_CONTEXT: _inherited, ...inherited } = process.env;
    const harness = spawn(
      process.execPath,
      ["--import", "tsx", fixture, "--adapter", adapter, "--only", "connection-reset,stalled", "--repeat", "50"],
      {
        stdio: "ignore",
        env: { ...inherited, [MARK]: mark, REPORT: join(reports, `${mark}.json`) },
      },
    );
    const left = (): readonly string[] => [...processesOf(mark), ...startedBy(harness.pid ?? 0)];
    // The reaper, and with processes as roles at least one of them.
    const fewest = adapter === "child-process" ? 2 : 1;
    const isRunning = (): boolean => startedBy(harness.pid ?? 0).length >= fewest && foldersOf(harness.pid).length > 0;
    await eventually(() => `nothing was running in turn ${turn}`, isRunning, 20_000);
    await sleep(random() * 1_400);
    assert.equal(harness.exitCode, null, `the run of turn ${turn} had ended by itself`);
    assert.ok(startedBy(harness.pid ?? 0).length > 0, `nothing was running any more in turn ${turn}`);
    harness.kill("SIGKILL");
    await once(harness, "exit");
    await eventually(
      () => `processes ${left().join()} are left of turn ${turn}`,
      () => left().length === 0,
      2_000,
    );
    await eventually(
      () => `folders ${foldersOf(harness.pid).join()} are left of turn ${turn}`,
      () => foldersOf(harness.pid).length === 0,
      2_000,
    );
  }
});
