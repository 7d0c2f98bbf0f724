import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { BIN } from "./support/cli.ts";

const SETUP = fileURLToPath(new URL("../../redis/dist/bin/setup.js", import.meta.url));
const AS_WINDOWS = "data:text/javascript,Object.defineProperty(process,'platform',{value:'win32'})";

for (const [name, args] of Object.entries({ "npx chaos-packs": [BIN, "doctor"], "npm run setup": [SETUP] })) {
  test(`${name} refuses Windows and names WSL 2`, () => {
    const { status, stderr } = spawnSync(process.execPath, ["--import", AS_WINDOWS, ...args], { encoding: "utf8" });
    assert.notEqual(status, 0);
    assert.match(stderr, /^UNSUPPORTED_PLATFORM: .*WSL 2/);
  });
}
