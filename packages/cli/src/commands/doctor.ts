import { defineCommand } from "citty";
import { examine } from "../doctor/examine.ts";
import { print, wrap } from "../print.ts";

const PATIENCE_MS = 2_000;

/** Says what is missing on the machine and what to do; 1 when something is. */
export const doctor = defineCommand({
  meta: { name: "doctor", description: "Says what the machine lacks, and what to do" },
  args: { target: { type: "string", description: "the target file" } },
  async run({ args }) {
    const machine = {
      folder: process.cwd(),
      node: process.versions.node,
      environment: process.env,
      patienceMs: PATIENCE_MS,
    };
    const findings = await examine(machine, args.target);
    for (const finding of findings) {
      print(`${finding.ok ? "ok     " : "missing"}${wrap(finding.says, "        ").slice(7)}`);
      if (!finding.ok) print(wrap(finding.todo, "        → "));
    }
    const absent = findings.filter(({ ok }) => !ok).length;
    print(absent === 0 ? "\nAll is there." : `\n${absent} missing.`);
    return absent === 0 ? 0 : 1;
  },
});
