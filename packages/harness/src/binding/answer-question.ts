import { ChaosError, type Pack } from "@chaos-packs/contract";
import type { ChaosOptions } from "../options.ts";
import { explainScenario, listScenarios } from "../report/explain.ts";
import { repeatCommand } from "../report/repeat-command.ts";

/** The answer to `--list` or `--explain`, which run nothing; undefined when neither is asked for. Throws UNKNOWN_SCENARIO. */
export function answerQuestion(
  packs: readonly Pack[],
  { list, explain }: Pick<ChaosOptions, "list" | "explain">,
): string | undefined {
  if (list) return listScenarios(packs);
  if (explain === undefined) return undefined;
  const text = explainScenario(packs, explain);
  if (text !== undefined) return text;
  throw new ChaosError("UNKNOWN_SCENARIO", {
    expected: "the id of a scenario",
    came: `"${explain}"`,
    todo: `${repeatCommand(["--list"])} lists them all.`,
  });
}
