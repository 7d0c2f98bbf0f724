import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { median, rounded } from "../packages/proxy/bench/quantile.ts";

const APP = new URL("../apps/sample-backend/", import.meta.url);

/** What is run, as a user runs it, and how long it may take. */
const RUNS = [
  { name: "worker-failures", file: "worker-failures", report: "chaos-worker-failures", wallSeconds: 20 },
  { name: "db-pool", file: "db-pool", report: "chaos-db-pool", wallSeconds: 15 },
  { name: "pubsub", file: "pubsub", report: "chaos-pubsub", wallSeconds: 12 },
  { name: "npm run chaos", file: "all", report: "chaos", wallSeconds: 45 },
] as const;

interface Ran {
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly outcome: string;
}

interface PackNumbers {
  readonly exitCode: number | null;
  /** The end of what a run that failed has said. */
  readonly tail?: string;
  readonly runs: number;
  readonly held: number;
  readonly wallSeconds: number;
  readonly scenarioMedianMs: number;
  readonly cpuSecondsPerRun: number;
  readonly goals: { readonly wallSeconds: number; readonly cpuSecondsPerScenario: number };
}

/** Each pack alone, and all of them in one run, in processes of their own. */
export const measurePacks = (): Readonly<Record<string, PackNumbers>> =>
  Object.fromEntries(RUNS.map((run) => [run.name, measurePack(run)]));

function measurePack({ file, report, wallSeconds: goal }: (typeof RUNS)[number]): PackNumbers {
  const written = new URL(`reports/${report}.json`, APP);
  // What an earlier run has left must not be taken for this one's.
  rmSync(written, { force: true });
  const begun = performance.now();
  const args = ["--test-reporter=dot", `chaos/${file}.test.js`, "--seed", "1"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: APP, encoding: "utf8" });
  const wallMs = performance.now() - begun;
  const runs: readonly Ran[] = existsSync(written) ? JSON.parse(readFileSync(written, "utf8")).scenarios : [];
  return {
    exitCode: status,
    ...(status !== 0 && { tail: (stdout + stderr).slice(-600) }),
    runs: runs.length,
    held: runs.filter(({ outcome }) => outcome === "holds").length,
    wallSeconds: rounded(wallMs / 1_000, 1),
    scenarioMedianMs: rounded(median(runs.map(({ durationMs }) => durationMs)), 1),
    cpuSecondsPerRun: rounded(runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1_000 / runs.length, 3),
    goals: { wallSeconds: goal, cpuSecondsPerScenario: 0.5 },
  };
}
