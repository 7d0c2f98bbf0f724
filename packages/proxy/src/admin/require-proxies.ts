import { ChaosError } from "@chaos-packs/contract/kind";
import { describeProblem } from "./problem.ts";
import type { PopulatedProxy } from "./proxy-spec.ts";
import { type Limits, readProxies } from "./read-proxy.ts";

/** Checks a list of proxies wholly; `source` names it for people. Throws CONFIG_NOT_POSSIBLE with all that is wrong. */
export function requireProxies(value: unknown, source: string, limits: Limits): readonly PopulatedProxy[] {
  const reading = readProxies(value, limits);
  if ("value" in reading) return reading.value;
  const { problems } = reading;
  throw new ChaosError("CONFIG_NOT_POSSIBLE", {
    expected: `an array of proxies in ${source}`,
    came: `there are ${problems.length} problems:\n${problems.map((each) => `  ${describeProblem(each)}`).join("\n")}`,
    todo: "Mend all of them; nothing was opened.",
  });
}
