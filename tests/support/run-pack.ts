import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a report tells of one run. */
interface Told {
  readonly id: string;
  readonly variant?: string;
  readonly outcome: string;
  readonly because?: readonly string[];
  readonly invariants?: readonly { readonly name: string; readonly status: string }[];
}

/** Runs a pack by a file below `tests`, in a process of its own, with the report in a folder that is removed. */
export function runPack(t: { after(done: () => void): void }, file: string, env: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), "run-pack-"));
  t.after(() => rmSync(cwd, { recursive: true }));
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), fileURLToPath(new URL(`../${file}`, import.meta.url))],
    { cwd, env: { ...inherited, ...env }, encoding: "utf8" },
  );
  const { scenarios } = JSON.parse(readFileSync(join(cwd, "reports/chaos.json"), "utf8")) as {
    readonly scenarios: readonly Told[];
  };
  return { status, scenarios, printed: stdout + stderr };
}

/** The scenarios that hold, each once. */
export const holding = (scenarios: readonly Told[]): readonly string[] =>
  [...new Set(scenarios.filter(({ outcome }) => outcome === "holds").map(({ id }) => id))].sort();

/** The invariants that a run has violated. */
export const violatedIn = ({ invariants = [] }: Told): readonly string[] =>
  invariants.filter(({ status }) => status === "violated").map(({ name }) => name);
