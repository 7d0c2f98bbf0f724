import assert from "node:assert/strict";
import { test } from "node:test";
import type { Journal, JournalUndo } from "@chaos-packs/contract";
import { watchedJournal } from "../../src/noise/watched-journal.ts";

test("what is written into a journal stays whole when its processes are looked at by the meter", async () => {
  const log: unknown[] = [];
  const enter = (...what: readonly unknown[]): (() => void) => {
    log.push(what);
    return () => void log.push(["struck", ...what]);
  };
  const journal: Journal = {
    process: (pid, options) => enter("process", pid, options),
    folder: (path) => enter("folder", path),
    undo: async (undo) => enter("undo", undo),
  };
  const watched = watchedJournal({ watch: (pid) => enter("watch", pid) }, journal);
  const undo: JournalUndo = { module: new URL("file:///undo.js"), name: "undo", args: 1 };
  const strike = watched.process(7, { stop: "SIGQUIT" });
  watched.folder("/chaos-1");
  await watched.undo(undo);
  strike();
  assert.deepEqual(log, [
    ["process", 7, { stop: "SIGQUIT" }],
    ["watch", 7],
    ["folder", "/chaos-1"],
    ["undo", undo],
    ["struck", "watch", 7],
    ["struck", "process", 7, { stop: "SIGQUIT" }],
  ]);
});
