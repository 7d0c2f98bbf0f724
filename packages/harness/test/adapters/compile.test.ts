import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type BuildOptions, build } from "esbuild";
import { compile } from "../../src/adapters/compile.ts";
import { descendantsOf } from "../../src/reaper/descendants.ts";

test("programs are compiled although esbuild's process was killed; what is wrong with the program itself is said at once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "compile-"));
  try {
    const [good, bad] = [join(folder, "good.js"), join(folder, "bad.js")];
    await writeFile(good, "export const one = 1;");
    await writeFile(bad, "export const = 1;");
    const options = (file: string): BuildOptions => ({ entryPoints: [file], write: false, logLevel: "silent" });
    const before = new Set(descendantsOf(process.pid));
    await build(options(good));
    const [esbuild] = descendantsOf(process.pid).filter((pid) => !before.has(pid));
    assert.ok(esbuild !== undefined);
    process.kill(esbuild, "SIGKILL");

    for (const { outputFiles } of await Promise.all([compile(options(good)), compile(options(good))]))
      assert.match(outputFiles?.[0]?.text ?? "", /one = 1/);
    await assert.rejects(compile(options(bad)), (error: { errors?: unknown[] }) => error.errors?.length === 1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
