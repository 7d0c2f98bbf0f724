import assert from "node:assert/strict";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import {
  checkFileLimit,
  checkPlatform,
  fileLimit,
  isSameSpace,
  processSpace,
  serverEnvironment,
} from "../src/index.ts";

test("Windows is refused, and WSL 2 named; Linux and macOS are not", () => {
  assert.throws(
    () => checkPlatform("win32"),
    (error) => isChaosError(error, "UNSUPPORTED_PLATFORM") && /WSL 2/.test(error.message),
  );
  checkPlatform("linux");
  checkPlatform("darwin");
});

test("a limit on open files that a run on so many lanes would hit in the middle is refused ahead", () => {
  const limits = (many: string): string =>
    `Limit  Soft  Hard  Units\nMax open files            ${many}   4096   files\n`;
  assert.equal(fileLimit(limits("256")), 256);
  assert.equal(fileLimit(limits("unlimited")), undefined);
  assert.throws(
    () => checkFileLimit(1, 256),
    (error) =>
      isChaosError(error, "TOO_FEW_FILES") &&
      error.todo.startsWith("Raise it: ulimit -n 4096 ") &&
      !error.todo.includes("--lanes"),
  );
  assert.throws(
    () => checkFileLimit(32, 1_024),
    (error) => isChaosError(error, "TOO_FEW_FILES") && /ulimit -n 6400 .*, or use --lanes 4\.$/.test(error.todo),
  );
  checkFileLimit(4, 1_024);
  checkFileLimit(64, fileLimit(limits("unlimited")));
});

test("programs of ours get nothing that is meant for other servers, and an absolute TMPDIR", () => {
  const shell = {
    PATH: "/bin",
    HOME: "/home/a",
    PGSSLMODE: "require",
    PGDATA: "/x",
    REDIS_URL: "redis://b",
    NODE_OPTIONS: "--x",
  };
  assert.deepEqual(serverEnvironment(shell), { PATH: "/bin", HOME: "/home/a" });
  assert.equal(serverEnvironment({ TMPDIR: "/a" })["TMPDIR"], "/a");
  assert.match(serverEnvironment({ TMPDIR: "a" })["TMPDIR"] ?? "", /^\/.*\/a$/);
});

test("processes can be judged only from within the same boot and PID namespace", () => {
  const here = { boot: "b", pids: "pid:[1]" };
  assert.equal(isSameSpace(here, { ...here }), true);
  for (const other of [undefined, { ...here, boot: "c" }, { ...here, pids: "pid:[2]" }])
    assert.equal(isSameSpace(here, other), false);
  assert.equal(isSameSpace(undefined, undefined), false);
  const own = processSpace();
  assert.ok(own !== undefined && own.boot.length > 8 && own.pids !== "");
});
