import { type Exit, emptyHistory } from "@chaos-packs/contract";
import type { Planned } from "../../src/plan.ts";
import type { ScenarioResult } from "../../src/run/run-scenario.ts";
import type { Finished } from "../../src/runner.ts";
import { countingPack } from "../fixtures/counting.ts";

/** A run of the plan that ended somehow, for tests of reports. */
export function finishedAs(
  title: string,
  part: Partial<Finished> & { exits?: readonly Exit[]; pack?: string } = {},
): Finished {
  const { exits, pack = "counting", ...rest } = part;
  const [scenario] = Object.values(countingPack.scenarios);
  if (!scenario) throw new Error("the counting pack is empty");
  const planned: Planned = {
    pack,
    title,
    skip: [],
    run: { ...scenario, id: title.replace(/ .*/, ""), deadlineFactor: 1, quick: false },
  };
  const result: ScenarioResult = {
    outcome: "violated",
    because: [],
    judged: [],
    steps: [],
    settled: { operations: [], observations: [] },
    history: { ...emptyHistory, exits: exits ?? [] },
    startedAt: 0,
    durationMs: 1,
    logs: {},
  };
  return { planned, outcome: "holds", because: [], durationMs: 1, cpuMs: 1, ...(exits && { result }), ...rest };
}

/** The end of a life that nobody had asked for. */
export const crash = (reason: string, role = "api"): Exit => ({
  by: { role, index: 0, incarnation: 1 },
  at: 10,
  asked: false,
  how: "crashed",
  reason,
});
