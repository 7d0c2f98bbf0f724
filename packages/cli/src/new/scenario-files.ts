import type { NewFiles } from "../write-new-files.ts";
import { quote } from "./quote.ts";
import type { FaultKind } from "./read-description.ts";

/** A scenario to be written. */
export interface NewScenario {
  readonly id: string;
  /** The folder below `src/scenarios` that it goes into; absent: none. */
  readonly theme?: string | undefined;
  readonly promise: string;
  readonly fault: FaultKind;
  readonly moment: string;
  readonly edge: "before" | "after";
}

/** A scenario of a pack that `new pack` has written, with the test that it keeps the laws of packs. */
export function scenarioFiles({ id, theme, promise, fault, moment, edge }: NewScenario): NewFiles {
  const at = edge === "before" ? quote(moment) : `${quote(moment)}, {}, { edge: "after" }`;
  const [file, source] = theme === undefined ? [id, ".."] : [`${theme}/${id}`, "../.."];
  return {
    [`src/scenarios/${file}.js`]: `import { defineScenario, ${fault} } from "@chaos-packs/contract/pack";
import { capability } from "${source}/capability.js";
import { nothingIsLost } from "${source}/invariants/nothing-is-lost.js";
import { workload } from "${source}/workload.js";

export const scenario = defineScenario({
  promise: ${quote(promise)},
  workload,
  schedule: [{ at: capability.moment(${at}), inject: ${fault}(${fault === "delay" ? "{ ms: 500 }" : ""}) }],
  invariants: [nothingIsLost],
});
`,
    [`test/${id}.test.js`]: `import { test } from "node:test";
import { packLaws } from "@chaos-packs/contract/laws";
import { definePack } from "@chaos-packs/contract/pack";
import { capability } from "../src/capability.js";
import { scenario } from "../src/scenarios/${file}.js";

const pack = definePack({ name: ${quote(id)}, capabilities: [capability], scenarios: { ${quote(id)}: scenario } });
for (const law of packLaws(pack)) test(law.title, law.check);
`,
  };
}
