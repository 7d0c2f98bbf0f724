import type { DefectProof } from "./prove-one.ts";

/** A line for people, and one more for each problem. */
export function describeProof(
  { name, expected, caughtBy, durationMs, problems }: DefectProof,
  done: number,
  total: number,
): string {
  const caught = expected.filter((id) => caughtBy.includes(id)).length;
  const head = `${done}/${total} ${problems.length === 0 ? "caught" : "NOT PROVEN"} ${name}: by ${caught} of ${expected.length} expected (${durationMs} ms)`;
  return [head, ...problems.map((problem) => `    ${problem}`)].join("\n");
}

/** What `reports/proof.json` holds; `full`: every scenario was tried that may notice a defect, so it also says what was left out. */
export function proofReport(
  proofs: readonly DefectProof[],
  ids: readonly string[],
  { full }: { readonly full: boolean },
): object {
  const killedBy = (id: string): string[] =>
    proofs.filter(({ caughtBy }) => caughtBy.includes(id)).map(({ name }) => name);
  return {
    schema: 1,
    defects: proofs.map(({ name, expected, tried, caughtBy, durationMs, problems }) => ({
      name,
      expected,
      tried,
      caughtBy,
      durationMs,
      problems,
    })),
    scenarios: ids.map((id) => ({ id, killedBy: killedBy(id) })),
    totals: {
      defects: proofs.length,
      caught: proofs.filter(({ expected, caughtBy }) => expected.every((id) => caughtBy.includes(id))).length,
      scenarios: ids.length,
      proven: ids.filter((id) => killedBy(id).length > 0).length,
      ...(full && { pruned: prunedShare(proofs, ids) }),
    },
  };
}

/** Of all pairs of a defect and a scenario the share that was not tried. */
export const prunedShare = (proofs: readonly DefectProof[], ids: readonly string[]): number =>
  1 - proofs.reduce((tried, each) => tried + each.tried.length, 0) / Math.max(1, proofs.length * ids.length);
