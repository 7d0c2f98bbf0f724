import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { hasPython } from "../has-python.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));

test("the service passes its own unit tests, without a warning", {
  skip: hasPython ? false : "there is no python3 from 3.10 on this machine",
}, () => {
  const { status, stderr } = spawnSync("python3", ["-W", "error", "-m", "unittest"], { cwd, encoding: "utf8" });
  assert.match(stderr, /^Ran [1-9]\d* tests/m);
  assert.equal(status, 0, stderr);
});
