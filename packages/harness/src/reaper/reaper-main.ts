import { rmSync } from "node:fs";
import { readOwnFile } from "@chaos-packs/machine";
import { readJournal } from "./journal-entry.ts";
import { reap } from "./reap.ts";

// Lives in a session of its own, so that no signal to the harness's group reaches it. Its stdin is a pipe that only the
// harness holds: when that closes without a goodbye, the harness has died.
const [, , journalFile = ""] = process.argv;
// Whoever ends everything that descends from a command must not end what cleans up after it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
let text = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (piece: string) => {
  text += piece;
});
process.stdin.once("end", () => {
  // The file is ahead of the pipe: what still waited in the pipe has died with the harness.
  const state = readJournal(readOwnFile(journalFile) ?? text);
  if (!state.saidGoodbye) reap(state);
  rmSync(journalFile, { force: true });
});

process.stdout.write("ready\n");
