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

/** What `reports/proof.json` holds. */
export function proofReport(proofs: readonly DefectProof[], ids: readonly string[]): object {
  const killedBy = (id: string): string[] =>
    proofs.filter(({ caughtBy }) => caughtBy.includes(id)).map(({ name }) => name);
  return {
    schema: 1,
    defects: proofs.map(({ name, expected, caughtBy, durationMs }) => ({ name, expected, caughtBy, durationMs })),
    scenarios: ids.map((id) => ({ id, killedBy: killedBy(id) })),
    totals: {
      defects: proofs.length,
      caught: proofs.filter(({ expected, caughtBy }) => expected.every((id) => caughtBy.includes(id))).length,
      scenarios: ids.length,
      proven: ids.filter((id) => killedBy(id).length > 0).length,
    },
  };
}
