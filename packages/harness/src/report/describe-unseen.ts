import type { Unseen } from "@chaos-packs/contract";
import type { Finished } from "../runner.ts";

const LINES = 8;
const WHY = { undecoded: "passed undecoded", bypass: "bypasses the link" } as const;

/** One line for an entry: who, to what, why it was not seen, how often. */
export const describeUnseen = ({ role, index, dependency, why, what, times }: Unseen): string =>
  `${role} ${index} → ${dependency}: ${WHY[why]}: ${what}${times > 1 ? ` (${times} times)` : ""}`;

/** What passed unseen in a run, most scenarios first, for the summary; empty when nothing did. */
export function unseenSummary(finished: readonly Finished[]): readonly string[] {
  const scenarios = new Map<string, number>();
  for (const { result } of finished) {
    const lines = (result?.history.unseen ?? []).map(
      ({ role, dependency, why, what }) => `${role} → ${dependency}: ${WHY[why]}: ${what}`,
    );
    for (const line of new Set(lines)) scenarios.set(line, (scenarios.get(line) ?? 0) + 1);
  }
  if (scenarios.size === 0) return [];
  const lines = [...scenarios].sort(([, a], [, b]) => b - a);
  return [
    "  passed unseen: no moment is recognised in this traffic, and no fault on messages strikes it",
    ...lines.slice(0, LINES).map(([line, count]) => `    ${line}, in ${count} scenario${count === 1 ? "" : "s"}`),
    ...(lines.length > LINES ? [`    and ${lines.length - LINES} more: see "unseen" in the report`] : []),
  ];
}
