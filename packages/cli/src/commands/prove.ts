import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ChaosError, type Defect, type Pack, type Target } from "@chaos-packs/contract";
import { defectsIn, installedPacks } from "@chaos-packs/contract/target";
import { defineCommand } from "citty";
import { findTarget } from "../doctor/read-target.ts";
import { print } from "../print.ts";
import { loadInstalled } from "../record/load-installed.ts";

/** What `prove` needs of the harness. */
interface Harness {
  loadTarget(file: URL): Promise<Target>;
  readOptions(args: readonly string[], env: object): { readonly lanes: number; readonly seed: number };
  namedDefect(name: string, defects: readonly Defect[]): Defect;
  showDefect(defect: Defect, target: Target, packs: readonly Pack[]): Promise<string>;
  prove(proof: object): Promise<{ readonly defects: readonly { readonly problems: readonly string[] }[] }>;
  describeResult(result: object): string;
}

/** Makes each mistake of `chaos/defects` in the service, and sees whether the scenarios that are to catch it do; 1 when one does not. */
export const prove = defineCommand({
  meta: { name: "prove", description: "Makes mistakes in the service and sees whether they are caught" },
  args: {
    target: { type: "string", description: "the target file" },
    defects: { type: "string", description: "the folder of the defects", default: "chaos/defects" },
    only: { type: "string", description: "names of defects, separated by commas" },
    show: { type: "string", description: "prints this defect as a diff, and runs nothing" },
    full: { type: "boolean", description: "tries every scenario that may notice it" },
    lanes: { type: "string", description: "how many scenarios at a time" },
    seed: { type: "string", description: "of all chance; default: a new one" },
  },
  async run({ args }) {
    const folder = process.cwd();
    const harness = await loadInstalled<Harness>("@chaos-packs/harness", folder);
    const { lanes, seed } = harness.readOptions(
      [
        ["--lanes", args.lanes],
        ["--seed", args.seed],
      ].flatMap(([flag, value]) => (flag !== undefined && value !== undefined ? [flag, value] : [])),
      process.env,
    );
    const target = await harness.loadTarget(pathToFileURL(resolve(folder, await targetFile(args.target, folder))));
    const defects = await defectsIn(pathToFileURL(`${resolve(folder, args.defects)}/`));
    const packs = await installedPacks(folder);
    if (args.show !== undefined) {
      print(await harness.showDefect(harness.namedDefect(args.show, defects), target, packs));
      return 0;
    }
    const report = join(folder, "reports", "proof.json");
    const result = await harness.prove({
      target,
      packs,
      defects,
      full: args.full === true,
      only: (args.only ?? "").split(",").filter((name) => name !== ""),
      lanes,
      seed,
      report,
      print,
    });
    print(harness.describeResult({ ...result, unproven: [] }));
    print(`report: ${report}`);
    return result.defects.every(({ problems }) => problems.length === 0) ? 0 : 1;
  },
});

async function targetFile(named: string | undefined, folder: string): Promise<string> {
  const found = await findTarget(named, folder);
  if (found !== undefined) return found;
  throw new ChaosError("TARGET_NOT_FOUND", {
    expected: `a target file in ${folder}`,
    came: named === undefined ? "there is none in chaos/" : `there is no ${named}`,
    todo: "Name it with --target, or write one with `npx chaos-packs init`.",
  });
}
