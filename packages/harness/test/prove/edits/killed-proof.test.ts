import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bundleFolder } from "../../../src/adapters/bundle-folder.ts";
import { eventually } from "../../fixtures/marked-processes.ts";

test("when the harness is killed, neither the copy of the service nor the bundles with a defect are left", async () => {
  const fixture = fileURLToPath(new URL("../../fixtures/run-proof.ts", import.meta.url));
  const { path: bundles } = await bundleFolder(join(dirname(fixture), "counter.mjs"));
  const harness = spawn(process.execPath, ["--import", "tsx", fixture], { stdio: ["ignore", "pipe", "inherit"] });
  const left = (): readonly string[] => [
    ...["/dev/shm", tmpdir()].flatMap((disk) =>
      readdirSync(disk).filter((name) => name.startsWith(`chaos-run-${harness.pid}-`)),
    ),
    ...readdirSync(bundles).filter((name) => name.startsWith(`chaos-edited-${harness.pid}-`)),
  ];
  await once(harness.stdout, "data");
  assert.equal(left().length, 2, `there is ${left().join()}`);
  harness.kill("SIGKILL");
  await eventually(
    () => `${left().join()} are left`,
    () => left().length === 0,
    2_000,
  );
});
