import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ChaosError } from "@chaos-packs/contract";
import { makeFolder } from "@chaos-packs/machine";

/**
 * Sees that reports can be written, before a run of minutes is made for them. Files that are there keep their content.
 *
 * @throws ChaosError REPORT_NOT_WRITABLE
 */
export async function checkReportFiles(report: string, junit?: string): Promise<void> {
  await tryFile(`${report}.part`, report, "to write the report");
  if (junit !== undefined) await tryFile(junit, junit, "to write what --junit names");
}

async function tryFile(path: string, named: string, expected: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    const isNew = !(await isThere(path));
    const file: FileHandle = await open(path, "a");
    await file.close();
    if (isNew) await rm(path);
  } catch (cause) {
    throw reportNotWritable(`${expected}, ${named}`, cause);
  }
}

/** That a report could not be written, and why. */
export const reportNotWritable = (expected: string, cause: unknown): ChaosError =>
  new ChaosError("REPORT_NOT_WRITABLE", {
    expected,
    came: cause instanceof Error ? cause.message : String(cause),
    todo: "Give this user the right to write there, or run in a folder that it can write.",
    cause,
  });

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
