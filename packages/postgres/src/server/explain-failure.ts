import { ChaosError, isChaosError } from "@chaos-packs/contract/kind";
import type { ServerProcess } from "./server-process.ts";

/** SQLSTATE of a full disk, as each line of the log begins with: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const DISK_FULL = "53100";
const PROBLEM = /\b(ERROR|FATAL|PANIC):/;
const LINES = 3;

/**
 * An error of a server of ours, with what its log says: to a client Postgres reports "checkpoint request failed" where the
 * disk is full. Unchanged when the log has nothing to add.
 */
export function explainFailure(error: unknown, server: ServerProcess | undefined, doing: string): unknown {
  const lines = (server?.lastLines ?? []).filter((line) => PROBLEM.test(line)).slice(-LINES);
  if (lines.length === 0) return error;
  const isFull = lines.some((line) => line.startsWith(DISK_FULL));
  if (isChaosError(error) && !isFull) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ChaosError(isFull ? "NO_SPACE_LEFT" : "DATABASE_FAILED", {
    expected: `Postgres to ${doing}`,
    came: `${message}; its log says: ${lines.join(" | ")}`,
    todo: isFull
      ? `Free space on the disk of ${server?.directory}, or set CHAOS_TMPDIR to a folder with room.`
      : "Run it again with more room and time, or set CHAOS_POSTGRES_URL to a server of your own.",
    cause: error,
  });
}
