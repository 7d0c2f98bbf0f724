import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { childProcess } from "@chaos-packs/contract";
import { moveRole, namesFolder } from "../../../src/prove/edits/move-role.ts";

const from = realpathSync(mkdtempSync(join(tmpdir(), "move-role-")));
after(() => rmSync(from, { recursive: true }));
const to = "/run/copy";
const ready = { path: "/" };
const at = { url: {}, port: 1, directory: "/lane", index: 0 };

test("whatever of a command names the folder names the copy: its arguments, its folder, its environment", () => {
  const role = childProcess({
    command: [
      "node",
      `${from}/main.js`,
      `--config=${from}/config.json`,
      pathToFileURL(`${from}/x.js`).href,
      `${from}-other/y`,
    ],
    cwd: from,
    ready,
    env: ({ directory }) => ({
      PYTHONPATH: `${from}/lib:${from}`,
      CUTTER: JSON.stringify([`${from}/cutter.py`]),
      TMP: directory,
    }),
  });
  const moved = moveRole(role, { from: `${from}/`, to });
  assert.ok(moved.run === "command");
  assert.deepEqual(moved.command, [
    "node",
    `${to}/main.js`,
    `--config=${to}/config.json`,
    `file://${to}/x.js`,
    `${from}-other/y`,
  ]);
  assert.equal(moved.cwd, to);
  assert.deepEqual(moved.env(at), { PYTHONPATH: `${to}/lib:${to}`, CUTTER: `["${to}/cutter.py"]`, TMP: "/lane" });
});

test("a command runs a folder when it names it in its arguments or stands in it", () => {
  const role = (command: readonly string[], cwd: string) => childProcess({ command, cwd, ready, env: () => ({}) });
  assert.equal(namesFolder(role(["python3", "-m", "orders"], from), from), true);
  assert.equal(namesFolder(role(["node", `${from}/main.js`], "/"), from), true);
  assert.equal(namesFolder(role(["python3", "-m", "orders"], `${from}-other`), from), false);
});
