import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { canReach } from "../src/index.ts";

test("another user reaches what stands in open folders, and nothing below a closed one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "reach-test-"));
  await mkdir(join(folder, "open"));
  const somebody = { uid: 65_534, gid: 65_534 };
  await chmod(folder, 0o755);
  assert.equal(await canReach(somebody, join(folder, "open", "file")), true);
  await chmod(folder, 0o700);
  assert.equal(await canReach(somebody, join(folder, "open", "file")), false);
  assert.equal(await canReach({}, join(folder, "open", "file")), true);
  await rm(folder, { recursive: true });
});
