import assert from "node:assert/strict";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readJournal, writeEntry } from "../../../src/live/journal/open-journal.ts";

test("a journal tells up to where each channel was taken, also when a kill has torn its last line", async () => {
  const folder = await mkdtemp(join(tmpdir(), "journal-"));
  try {
    const file = join(folder, "journal.jsonl");
    assert.deepEqual(readJournal(file), new Map());
    writeEntry(file, { type: "subscribed", channel: "orders", positions: { orders: 3 } });
    writeEntry(file, { type: "mode", mode: "DEGRADED", failed: [] });
    writeEntry(file, { type: "message", channel: "orders", seq: 4, id: "a", body: "", at: "", via: "broker" });
    writeEntry(file, { type: "gap", channel: "payments", from: 1, to: 7 });
    await appendFile(file, '{"type":"message","channel":"orders","seq":5,"i');
    assert.deepEqual(
      readJournal(file),
      new Map([
        ["orders", 4],
        ["payments", 7],
      ]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
