import type { NewFiles } from "../write-new-files.ts";
import { quote, variableOf, wordsOf } from "./quote.ts";
import type { FaultKind } from "./read-description.ts";

/** What a fault does to each link it strikes, for those that strike links. */
const ON_LINKS: Readonly<Partial<Record<FaultKind, { readonly method: string; readonly call: string }>>> = {
  partition: { method: "partition", call: "partition()" },
  blackhole: { method: "blackhole", call: "blackhole()" },
  delay: { method: "delay", call: "delay({ ms: 500 })" },
  refuse: { method: "fail", call: 'fail({ how: "refuse", at: "dial" })' },
  resetConnection: { method: "fail", call: 'fail({ how: "rst", at: "now" })' },
};

/** What it does to each replica, and what undoes that, for the others. */
const ON_REPLICAS: Readonly<Partial<Record<FaultKind, { readonly does: string; readonly undoes: string }>>> = {
  kill: { does: "kill", undoes: "start" },
  stall: { does: "stall", undoes: "resume" },
};

/** A fault in a file of its own, with the test that it strikes and heals. */
export function faultFiles(name: string, kind: FaultKind, description: string): NewFiles {
  const onLinks = ON_LINKS[kind];
  const { does, undoes } = ON_REPLICAS[kind] ?? { does: "kill", undoes: "start" };
  const comment = `/** ${description.trim().replaceAll("*/", "")} */`;
  const variable = variableOf(name);
  const text = onLinks
    ? `import { defineFaultType, object, undoAll } from "@chaos-packs/contract/pack";

${comment}
export const ${variable} = defineFaultType({
  name: ${quote(wordsOf(name))},
  args: object({}),
  uses: ["links"],
  make: () => ({
    fate: ${quote(kind === "partition" || kind === "blackhole" ? "hold" : "drop")},
    strikes: ["struck"],
    async inject({ links }) {
      const undos = [];
      for (const link of links("struck", "struck")) undos.push(await link.${onLinks.call});
      return undoAll(undos);
    },
  }),
});
`
    : `import { defineFaultType, object, undo, undoAll } from "@chaos-packs/contract/pack";

${comment}
export const ${variable} = defineFaultType({
  name: ${quote(wordsOf(name))},
  args: object({}),
  uses: ["replicas"],
  make: () => ({
    fate: ${quote(kind === "kill" ? "drop" : "release")},
    async inject({ replicas }) {
      const undos = [];
      for (const replica of replicas("struck")) {
        await replica.${does}();
        undos.push(undo(() => replica.${undoes}()));
      }
      return undoAll(undos);
    },
  }),
});
`;
  const world = onLinks
    ? `  const link = {
    ${onLinks.method}: async () => {
      done.push("strikes");
      return { [Symbol.asyncDispose]: async () => void done.push("heals") };
    },
  };
  const undo = await ${variable}().inject({ links: () => [link] });`
    : `  const replica = { ${does}: async () => void done.push("strikes"), ${undoes}: async () => void done.push("heals") };
  const undo = await ${variable}().inject({ replicas: () => [replica] });`;
  return {
    [`src/faults/${name}.js`]: text,
    [`test/${name}.test.js`]: `import assert from "node:assert/strict";
import { test } from "node:test";
import { faultAsData, faultFrom } from "@chaos-packs/contract";
import { ${variable} } from "../src/faults/${name}.js";

test(${quote(`${wordsOf(name)} strikes when it is injected, and its undo heals`)}, async () => {
  const done = [];
${world}
  assert.deepEqual(done, ["strikes"]);
  await undo[Symbol.asyncDispose]();
  assert.deepEqual(done, ["strikes", "heals"]);
});

test(${quote(`${wordsOf(name)} can be printed and replayed: what JSON holds of it is the same fault`)}, () => {
  const { name, args } = JSON.parse(JSON.stringify(faultAsData(${variable}())));
  assert.equal(faultFrom({ name, args }, [${variable}]).fate, ${variable}().fate);
});
`,
  };
}
