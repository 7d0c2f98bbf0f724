import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { ChaosError, type Journal } from "@chaos-packs/contract";
import { startCommand } from "../../adapters/start-command.ts";
import { sleep } from "../../clock.ts";
import type { Change } from "./read-edits.ts";

/** A build of a large service takes minutes, ms. */
const CHECK_WITHIN_MS = 300_000;
/** Of what the check prints, so many lines are shown. */
const SHOWN_LINES = 12;
const FILES = "{files}";

/**
 * Runs the check of a target in a copy of its folder in which a change has been made.
 *
 * @throws ChaosError EDIT_DOES_NOT_COMPILE, COMMAND_NOT_FOUND
 */
export async function checkCopy(folder: string, { defect, source, files }: Change, journal: Journal): Promise<void> {
  const { check } = source;
  if (!check) return;
  const names = files.map(({ file }) => file);
  const command = check.flatMap((word) => (word === FILES ? names : [word]));
  const lines: string[] = [];
  await using program = await startCommand({
    command,
    cwd: folder,
    env: { PATH: pathFrom(folder) },
    journal,
    output: (line) => void lines.push(line),
  });
  const late = new AbortController();
  const isLate = sleep(CHECK_WITHIN_MS, late.signal).then(
    () => true as const,
    () => true as const,
  );
  const end = await Promise.race([program.exited, isLate]);
  late.abort();
  if (end !== true && end.how === "ended") return;
  const printed = lines.slice(0, SHOWN_LINES).map((line) => `\n    | ${line}`);
  throw new ChaosError("EDIT_DOES_NOT_COMPILE", {
    expected: `the service with the defect ${defect.name} (${names.join(", ")}) to pass \`${command.join(" ")}\``,
    came: `${end === true ? `it was not done after ${CHECK_WITHIN_MS} ms` : "it did not"}${printed.join("")}\n  `,
    todo: `Correct the edits so that the service compiles: a mistake that a compiler finds is not one that reaches production. \`prove --show ${defect.name}\` prints them.`,
  });
}

/** As npm has it in scripts: the programs of installed packages first. */
function pathFrom(folder: string): string {
  const bins: string[] = [];
  for (let at = folder; at !== dirname(at); at = dirname(at))
    if (readdirSync(at).includes("node_modules")) bins.push(join(at, "node_modules", ".bin"));
  return [...bins, process.env["PATH"] ?? ""].join(":");
}
