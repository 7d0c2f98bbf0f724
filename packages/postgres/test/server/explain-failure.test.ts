import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ChaosError, isChaosError } from "@chaos-packs/contract/kind";
import { postgres } from "../../src/postgres.ts";
import { explainFailure } from "../../src/server/explain-failure.ts";
import type { ServerProcess } from "../../src/server/server-process.ts";
import { openContext } from "../support.ts";

const logOf = (...lastLines: readonly string[]) => ({ directory: "/full", lastLines }) as ServerProcess;
const failed = new Error("checkpoint request failed");

test("a failed checkpoint on a full disk is reported as NO_SPACE_LEFT, with what the log says and what to do", () => {
  const log = logOf(
    "00000 2026-11-28 [7] LOG:  checkpoint starting",
    '53100 2026-11-28 [7] ERROR:  could not write to file "base/1/2": No space left on device',
    "XX000 2026-11-28 [9] ERROR:  checkpoint request failed",
  );
  const error = explainFailure(failed, log, "create a database");
  assert.ok(isChaosError(error, "NO_SPACE_LEFT"));
  assert.match(error.message, /checkpoint request failed.*No space left on device.*\/full.*CHAOS_TMPDIR/);
  assert.equal(error.cause, failed);
});

test("another failure is reported with the problems of the log; without any it stays as it is", () => {
  const error = explainFailure(failed, logOf("58P01 [7] FATAL:  could not open file"), "create a database");
  assert.ok(isChaosError(error, "DATABASE_FAILED"));
  assert.match(error.message, /could not open file/);
  assert.equal(explainFailure(failed, logOf("00000 [7] LOG:  ready"), "create a database"), failed);
  assert.equal(explainFailure(failed, undefined, "create a database"), failed);
  const known = new ChaosError("SCHEMA_FAILED", { expected: "a", came: "b", todo: "c" });
  assert.equal(explainFailure(known, logOf("42601 [7] ERROR:  syntax error"), "create a database"), known);
});

test("lanes on a disk that fills up fail with NO_SPACE_LEFT, and closing the server leaves nothing there", async (context) => {
  const disk = await mkdtemp(join(tmpdir(), "full-disk-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64m,mode=755", "tmpfs", disk]);
  if (status !== 0) {
    await rm(disk, { recursive: true });
    return context.skip("only root on Linux may mount a small disk");
  }
  try {
    await using given = await openContext();
    const kind = postgres({ schema: "create table notes (id int)" });
    const server = await kind.start({ ...given.context, directory: disk });
    try {
      await assert.rejects(
        async () => {
          for (let lane = 0; lane < 20; lane += 1) await server.openLane(`lane${lane}`, given.context.signal);
        },
        (error) => isChaosError(error, "NO_SPACE_LEFT") && /No space left on device/.test(error.message),
      );
    } finally {
      await server[Symbol.asyncDispose]();
    }
    assert.deepEqual(await readdir(disk), []);
  } finally {
    spawnSync("umount", [disk]);
    await rm(disk, { recursive: true });
  }
});
