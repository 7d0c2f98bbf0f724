import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { randomFrom } from "../src/random.ts";
import { eventually, MARK, processesOf } from "./fixtures/marked-processes.ts";

/** Folders that runs make; the reaper's own journals are elsewhere. */
const foldersOf = (): string[] =>
  ["/dev/shm", tmpdir()].flatMap((disk) =>
    readdirSync(disk)
      .filter((name) => name.startsWith("chaos-run-"))
      .map((name) => `${disk}/${name}`),
  );

test("when the harness is killed at any moment, nothing of it is left after two seconds", async () => {
  const random = randomFrom(20_261_121);
  const fixture = fileURLToPath(new URL("fixtures/run-counting.ts", import.meta.url));
  for (let turn = 0; turn < 20; turn += 1) {
    const before = new Set(foldersOf());
    const mark = `${process.pid}-${turn}`;
    const { NODE_TEST_CONTEXT: _inherited, ...inherited } = process.env;
    const harness = spawn(
      process.execPath,
      [
        "--import",
        "tsx",
        fixture,
        "--adapter",
        turn % 2 === 0 ? "child-process" : "worker-thread",
        "--only",
        "connection-reset,stalled",
        "--repeat",
        "50",
      ],
      {
        stdio: "ignore",
        env: { ...inherited, [MARK]: mark, REPORT: `/dev/null/${mark}` },
      },
    );
    await sleep(200 + random() * 1_400);
    harness.kill("SIGKILL");
    await once(harness, "exit");
    await eventually(
      () => `processes ${processesOf(mark).join()} are left of turn ${turn}`,
      () => processesOf(mark).length === 0,
      2_000,
    );
    await eventually(
      () => `folders are left of turn ${turn}`,
      () => foldersOf().every((folder) => before.has(folder)),
      2_000,
    );
  }
});
