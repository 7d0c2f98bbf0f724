import type { Target } from "@chaos-packs/contract";
import { type Check, type Finding, missing, well } from "./finding.ts";

/** What the options of a target's dependencies name: a schema file. Only a kind itself knows what that is. */
export const checkDependencies =
  ({ dependencies }: Pick<Target, "dependencies">): Check =>
  async () => {
    const findings: Finding[] = [];
    for (const [name, kind] of Object.entries(dependencies)) {
      if (!kind.check) continue;
      const problems = await kind.check();
      findings.push(...problems.map(({ says, todo }) => missing(`dependency ${name}: ${says}`, todo)));
      if (problems.length === 0) findings.push(well(`dependency ${name} has all that it names`));
    }
    return findings;
  };
