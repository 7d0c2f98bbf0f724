import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { EXIT_CODES, installedPacks, isChaosError } from "@chaos-packs/contract/target";
import { prove } from "@chaos-packs/harness";
import { loadDefects } from "./load-defects.ts";
import { sampleBackend } from "./target.ts";

const { values } = parseArgs({
  options: { full: { type: "boolean" }, only: { type: "string" }, lanes: { type: "string" }, seed: { type: "string" } },
});

try {
  const all = await loadDefects();
  const { defects, unproven, ok } = await prove({
    targetOf: (name) => {
      const defect = all.find((each) => each.name === name);
      if (!defect) throw new Error(`there is no defect ${name}`);
      return sampleBackend({ defect });
    },
    packs: await installedPacks(new URL("../../", import.meta.url)),
    defects: all,
    full: values.full === true,
    only: values.only?.split(",") ?? [],
    lanes: Number(values.lanes ?? availableParallelism()),
    seed: Number(values.seed ?? 1),
    report: "reports/proof.json",
    print: (line) => console.log(line),
  });
  console.log("\nby which scenarios each defect was caught");
  for (const { name, caughtBy } of defects)
    console.log(`  ${name.padEnd(48)} ${caughtBy.map((id) => id.replace(/^.*\//, "")).join(", ")}`);
  if (unproven.length > 0)
    console.log(`\nscenarios that no defect proves:\n${unproven.map((id) => `  ${id}`).join("\n")}`);
  const caught = defects.filter(({ problems }) => problems.length === 0).length;
  console.log(`prove: ${caught} caught, ${defects.length - caught} missed`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  if (!isChaosError(error)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODES["bad input"];
}
