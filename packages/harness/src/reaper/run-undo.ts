import { execFileSync } from "node:child_process";
import { ChaosError } from "@chaos-packs/contract";
import { describeThrown } from "../checks/describe-thrown.ts";
import type { JournalledUndo } from "./journal-entry.ts";

/** What does not end by then is given up: others wait for their turn. */
const UNDO_MS = 2_000;

/**
 * Runs an undo of a journal in a process of its own, which no error or endless loop of it can outlive. Its code comes from the
 * journal, which only this user can have written.
 *
 * @throws ChaosError UNDO_FAILED
 */
export function runUndo({ program, code, args }: JournalledUndo): void {
  try {
    execFileSync(process.execPath, ["--input-type=module", "-", JSON.stringify(args)], {
      input: code,
      env: {},
      cwd: "/",
      stdio: ["pipe", "ignore", "pipe"],
      timeout: UNDO_MS,
      killSignal: "SIGKILL",
    });
  } catch (cause) {
    throw new ChaosError("UNDO_FAILED", {
      expected: `the undo ${program} to succeed within ${UNDO_MS} ms for ${JSON.stringify(args)}`,
      came: describeThrown(cause),
      todo: "Undo by hand what its arguments name.",
      cause,
    });
  }
}
