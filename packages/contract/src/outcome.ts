/** How a scenario ended, the worst first: of several the first stands. */
export const OUTCOMES = [
  "violated",
  "cleanup-failed",
  "invalid-baseline",
  "not-injected",
  "unknown",
  "skipped",
  "holds",
] as const;

/** One of the seven outcomes. */
export type Outcome = (typeof OUTCOMES)[number];

/** Exit codes of a run: 0 all hold; nothing ran 6; bad input 64; else the code of the worst outcome. */
export const EXIT_CODES = {
  holds: 0,
  violated: 1,
  unknown: 2,
  "not-injected": 3,
  "invalid-baseline": 4,
  "cleanup-failed": 5,
  "nothing ran": 6,
  "bad input": 64,
} as const;

/** The exit code of a run with these outcomes. A run in which everything was skipped proves nothing. */
export function exitCodeOf(outcomes: readonly Outcome[]): number {
  if (outcomes.every((outcome) => outcome === "skipped")) return EXIT_CODES["nothing ran"];
  const worst = OUTCOMES.find((outcome) => outcome !== "skipped" && outcomes.includes(outcome)) ?? "holds";
  return worst === "skipped" ? 0 : EXIT_CODES[worst];
}
