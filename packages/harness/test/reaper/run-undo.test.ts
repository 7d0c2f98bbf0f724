import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { isChaosError } from "@chaos-packs/contract";
import { processSpace } from "@chaos-packs/machine";
import { reap } from "../../src/reaper/reap.ts";
import { runUndo } from "../../src/reaper/run-undo.ts";
import { sweepStaleJournals } from "../../src/reaper/sweep-stale-journals.ts";
import { undoProgram } from "../../src/reaper/undo-program.ts";

suite("undos of a journal", { timeout: 30_000 }, () => {
  const base = mkdtempSync(join(tmpdir(), "chaos-undo-"));
  let module: URL;
  let done: string;
  let count = 0;
  beforeEach(() => {
    count += 1;
    module = pathToFileURL(join(base, `undo-${count}.ts`));
    done = join(base, `done-${count}`);
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  const write = (body: string): void =>
    writeFileSync(
      module,
      `import { appendFileSync } from "node:fs";
      export async function undo(path: string): Promise<void> { ${body} }`,
    );
  const entry = (code: string) => ({ program: `${module.href}#undo`, code, args: done });

  test("run as their module was when it was written down, whatever has become of the file", async () => {
    write('appendFileSync(path, "right");');
    const code = await undoProgram({ module, name: "undo" });
    write('appendFileSync(path + "-planted", "wrong");');
    runUndo(entry(code));
    assert.deepEqual([existsSync(done), existsSync(`${done}-planted`)], [true, false]);
  });

  test("are refused when there is no such module, or it exports no such function", async () => {
    await assert.rejects(undoProgram({ module, name: "undo" }), (error) => isChaosError(error, "UNDO_NOT_USABLE"));
    writeFileSync(module, "export const redo = () => {};");
    await assert.rejects(
      undoProgram({ module, name: "undo" }),
      (error) => isChaosError(error, "UNDO_NOT_USABLE") && /"undo"/.test(error.came),
    );
  });

  test("one that fails, or never ends, keeps no other from its turn", async () => {
    write('appendFileSync(path, "done");');
    const right = entry(await undoProgram({ module, name: "undo" }));
    write('throw new Error("the device is busy");');
    const failing = entry(await undoProgram({ module, name: "undo" }));
    write("for (;;) {}");
    const endless = entry(await undoProgram({ module, name: "undo" }));
    const state = { harness: undefined, processes: [], folders: [], saidGoodbye: false };
    assert.throws(
      () => reap({ ...state, undos: [right, failing, endless] }),
      ({ errors }: AggregateError) =>
        errors.length === 2 &&
        errors.every((error) => isChaosError(error, "UNDO_FAILED")) &&
        /the device is busy/.test(String(errors[1])),
    );
    assert.ok(existsSync(done));
  });

  test("one that fails keeps its journal, and ends the next run with what to do by hand", async () => {
    write('throw new Error("the device is busy");');
    const folder = mkdtempSync(join(base, "journals-"));
    const file = join(folder, "dead.journal");
    const lines = [
      { harness: 99_999_999, start: "1", mark: "none", space: processSpace() },
      { program: module.href, code: await undoProgram({ module, name: "undo" }) },
      { id: 1, undo: module.href, args: done },
    ];
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
    await assert.rejects(
      sweepStaleJournals({ directory: folder }),
      (error) =>
        isChaosError(error, "SWEEP_FAILED") && /the device is busy/.test(error.came) && error.todo.includes(file),
    );
    assert.ok(existsSync(file));
  });
});
