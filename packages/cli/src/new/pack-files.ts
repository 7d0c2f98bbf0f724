import type { NewFiles } from "../write-new-files.ts";
import { quote, variableOf, wordsOf } from "./quote.ts";
import type { Reading } from "./read-description.ts";
import { scenarioFiles } from "./scenario-files.ts";

/** What a moment is called when the description names none. */
const SOME_MOMENT = "item is stored";

/** A whole pack: a capability with the moments that the description names, a workload, an invariant, one scenario, and their tests. */
export function packFiles(name: string, { promise, fault, moments, edge }: Reading): NewFiles {
  const named = moments.length === 0 ? [SOME_MOMENT] : moments;
  const first = scenarioFiles({ id: "first", promise, fault, moment: named.at(-1) ?? SOME_MOMENT, edge });
  const manifest = {
    name: `pack-${name}`,
    version: "0.1.0",
    type: "module",
    exports: "./src/index.js",
    files: ["src"],
    scripts: { test: "node --test" },
    peerDependencies: { "@chaos-packs/contract": "^0.1.0" },
    devDependencies: { "@chaos-packs/contract": "^0.1.0", "@chaos-packs/harness": "^0.1.0" },
  };
  const files = {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "src/index.js": indexText(name),
    "src/capability.js": capabilityText(name, named),
    "src/workload.js": WORKLOAD,
    "src/invariants/nothing-is-lost.js": INVARIANT,
    "test/pack.test.js": `import { test } from "node:test";
import { packLaws } from "@chaos-packs/contract/laws";
import { pack } from "../src/index.js";

for (const law of packLaws(pack)) test(law.title, law.check);
`,
    ...first,
  };
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`pack-${name}/${file}`, text]));
}

const indexText = (
  name: string,
): string => `import { definePack, faultTypesIn, scenariosIn } from "@chaos-packs/contract/pack";
import { capability } from "./capability.js";

/** ${wordsOf(name)}. A new scenario is one file, whose name is its id, and so is a new fault. */
export const ${variableOf(name)} = definePack({
  name: ${quote(name)},
  capabilities: [capability],
  faults: await faultTypesIn(new URL("./faults/", import.meta.url)),
  scenarios: await scenariosIn(new URL("./scenarios/", import.meta.url)),
});

export { ${variableOf(name)} as pack, capability };
`;

const capabilityText = (
  name: string,
  moments: readonly string[],
): string => `import { array, defineCapability, object, string } from "@chaos-packs/contract/pack";

const item = object({ item: string({ description: "the id that the client gave it" }) });

/** What the pack needs of a service, in five parts. Nothing here names a table, a route or a statement. */
export const capability = defineCapability({
  name: ${quote(name)},
  description: "Items that are taken on and done",
  operations: {
    take: { description: "Takes an item on.", input: item, output: item, idempotent: true },
  },
  observations: {
    done: {
      description: "The items that are done, each as often as it was done.",
      input: object({}),
      output: object({ items: array(string()) }),
    },
  },
  arrangements: {},
  traits: {},
  moments: {
${moments.map((each) => `    ${quote(each)}: { description: ${quote(each)}, scope: item },`).join("\n")}
  },
});
`;

const WORKLOAD = `import { defineWorkload } from "@chaos-packs/contract/pack";
import { capability } from "./capability.js";

/** One client has one item taken on, again until it is; then somebody looks. */
export const workload = defineWorkload(capability, {
  name: "take one item",
  uses: ["take", "done"],
  async run(client) {
    await client.call("take", { item: "a" });
  },
  async settle(client) {
    await client.demand("take", { item: "a" });
    await client.observe("done", {});
  },
});
`;

const INVARIANT = `import { examplesOf } from "@chaos-packs/contract/example";
import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { capability } from "../capability.js";

const { historyOf, did, looked } = examplesOf(capability, { by: { role: "api", index: 0, incarnation: 1 } });
const taken = did("take", { item: "a" }, 10, { item: "a" });

/** Each item that was taken on is done once, not twice and not never. */
export const nothingIsLost = defineInvariant({
  name: "nothing is lost",
  reads: ["done"],
  check(history) {
    const { answers, looks } = seen(history, capability);
    const look = looks("done").at(-1);
    if (answers("take").length === 0 || !look) return unknown("nothing was taken on, or nobody looked");
    for (const item of new Set(answers("take").map(({ input }) => input.item))) {
      const times = look.output.items.filter((each) => each === item).length;
      if (times !== 1) return violated(\`the item \${item} was done \${times} times\`, look);
    }
    return holds;
  },
  // Times in ms since the scenario began.
  examples: {
    keeps: historyOf(taken, looked("done", {}, 20, { items: ["a"] })),
    breaks: historyOf(taken, looked("done", {}, 20, { items: [] })),
  },
});
`;
