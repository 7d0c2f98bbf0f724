import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Pack } from "@chaos-packs/contract/pack";
import { EXIT_CODES, installedPacks, isChaosError } from "@chaos-packs/contract/target";
import { describeResult, namedDefect, prove, showDefect } from "@chaos-packs/harness";
import { type LoadedDefect, loadDefects } from "./load-defects.ts";
import { sampleBackend } from "./target.ts";

const { values } = parseArgs({
  options: {
    show: { type: "string" },
    full: { type: "boolean" },
    only: { type: "string" },
    lanes: { type: "string" },
    seed: { type: "string" },
  },
});

try {
  const all = await loadDefects();
  const packs = await installedPacks(new URL("../../", import.meta.url));
  if (values.show !== undefined) console.log(await showDefect(namedDefect(values.show, all), sampleBackend(), packs));
  else process.exitCode = await proveAll(all, packs);
} catch (error) {
  if (!isChaosError(error)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODES["bad input"];
}

async function proveAll(all: readonly LoadedDefect[], packs: readonly Pack[]): Promise<number> {
  const result = await prove({
    target: sampleBackend(),
    targetOf: (name) => {
      const defect = all.find((each) => each.name === name);
      if (!defect) throw new Error(`there is no defect ${name}`);
      return sampleBackend({ defect });
    },
    packs,
    defects: all,
    full: values.full === true,
    only: values.only?.split(",") ?? [],
    lanes: Number(values.lanes ?? availableParallelism()),
    seed: Number(values.seed ?? 1),
    report: "reports/proof.json",
    print: (line) => console.log(line),
  });
  console.log(describeResult(result));
  return result.ok ? 0 : 1;
}
