import type { ProofResult } from "./prove.ts";

/** For people, when all is proven: by what each defect was caught, and how many were. */
export function describeResult({ defects, unproven }: ProofResult): string {
  const width = Math.max(...defects.map(({ name }) => name.length));
  const caught = defects.filter(({ problems }) => problems.length === 0).length;
  return [
    "",
    "by which scenarios each defect was caught",
    ...defects.map(({ name, caughtBy }) => `  ${name.padEnd(width)}  ${caughtBy.join(", ") || "none"}`),
    ...(unproven.length > 0 ? ["", "scenarios that no defect proves", ...unproven.map((id) => `  ${id}`)] : []),
    `prove: ${caught} caught, ${defects.length - caught} missed`,
  ].join("\n");
}
