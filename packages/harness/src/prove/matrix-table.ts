import { prunedShare } from "./proof-report.ts";
import type { DefectProof } from "./prove-one.ts";

/** Every defect with the scenarios that catch it, as a table of Markdown; where `expected` is not the truth comes first. */
export function matrixTable(proofs: readonly DefectProof[], ids: readonly string[]): string {
  const pruned = Math.round(100 * prunedShare(proofs, ids));
  const rows = proofs.map(
    ({ name, expected, caughtBy, tried }) =>
      `| ${name} | ${list(caughtBy)} | ${list(missedBy({ expected, caughtBy }))} | ${list(unexpectedIn({ expected, caughtBy }))} | ${tried.length} of ${ids.length} |`,
  );
  const untrue = proofs.flatMap((proof) => [
    ...missedBy(proof).map((id) => `- ${proof.name}: ${id} is expected to catch it, and does not`),
    ...unexpectedIn(proof).map((id) => `- ${proof.name}: ${id} catches it, and is not expected to`),
  ]);
  return [
    "# Which scenarios catch which defects",
    "",
    `${proofs.length} defects and ${ids.length} scenarios. ${pruned} % of the pairs were left out: none of the changed lines runs there, or the target lacks what the scenario needs.`,
    "",
    "## Where `expected` is not the truth",
    "",
    ...(untrue.length > 0 ? untrue : ["Nowhere."]),
    "",
    "| defect | caught by | expected, and not caught by | caught by, and not expected | tried |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

type Caught = Pick<DefectProof, "expected" | "caughtBy">;

const missedBy = ({ expected, caughtBy }: Caught): readonly string[] => expected.filter((id) => !caughtBy.includes(id));
const unexpectedIn = ({ expected, caughtBy }: Caught): readonly string[] =>
  caughtBy.filter((id) => !expected.includes(id));

const list = (ids: readonly string[]): string => (ids.length > 0 ? ids.join(", ") : "–");
