import { spawnSync } from "node:child_process";
import { ChaosError } from "@chaos-packs/contract";

/**
 * Runs the same command again under c8. What a killed process or thread had covered cannot be reported by it.
 *
 * @throws ChaosError C8_MISSING
 */
export function runUnderCoverage(): void {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.stderr.write(
    "chaos: coverage leaves out what ran only in replicas that were killed: they cannot report it\n",
  );
  const flags = ["--reporter=text", "--reporter=lcov", "--reports-dir=reports/coverage"];
  const { status, error } = spawnSync("c8", [...flags, ...again], { stdio: "inherit" });
  if (error) {
    throw new ChaosError("C8_MISSING", {
      expected: "the program c8 on the PATH",
      came: error.message,
      todo: "npm install --save-dev c8, and run through an npm script or npx.",
      cause: error,
    });
  }
  process.exitCode = status ?? 1;
}
