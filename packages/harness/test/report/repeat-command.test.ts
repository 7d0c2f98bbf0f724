import assert from "node:assert/strict";
import { test } from "node:test";
import { repeatCommand } from "../../src/report/repeat-command.ts";

const started = {
  script: undefined,
  manager: "npm",
  execArgv: [],
  file: "/home/me/orders/chaos/db-pool.test.js",
  cwd: "/home/me/orders",
};
const flags = ["--only db-pool/idle-client-error", "--seed 7"];

test("under the script chaos a run is repeated with it", () =>
  assert.equal(
    repeatCommand(flags, { ...started, script: "chaos" }),
    "npm run chaos -- --only db-pool/idle-client-error --seed 7",
  ));

test("with another package manager it is repeated with that", () =>
  assert.equal(repeatCommand(["--list"], { ...started, script: "chaos", manager: "pnpm" }), "pnpm run chaos --list"));

test("in a repository that has no such script it is repeated by its file, started as it was", () => {
  assert.equal(
    repeatCommand(flags, { ...started, script: "test" }),
    "node chaos/db-pool.test.js --only db-pool/idle-client-error --seed 7",
  );
  const execArgv = ["--test-reporter=spec", "--import", "tsx", "--test"];
  assert.match(repeatCommand(flags, { ...started, execArgv }), /^node --import tsx chaos\/db-pool\.test\.js --only/);
});
