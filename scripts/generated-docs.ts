// What pages say of packs and capabilities, made from them: docs/capabilities/<name>.md and <name>.openapi.json, and the
// lists of packs and scenarios in the READMEs. Run after a build; a test compares what this says with what is committed.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installedPacks, type Pack } from "@chaos-packs/contract";
import { openApiOf, pageOf } from "@chaos-packs/harness";

const root = new URL("../", import.meta.url);
const packs = await installedPacks(new URL("apps/sample-backend/", root));
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** Every page that is made from code, whole, by its path from the top of the repository. */
export const generatedDocs = (): readonly (readonly [path: string, text: string])[] => [
  ...packs.flatMap(({ capabilities }) => capabilities).flatMap(docsOfCapability),
  ...packs.map((pack) => {
    const readme = `packages/pack-${pack.name}/README.md`;
    return [readme, withBlock(textOf(readme), "scenarios", scenariosOf(pack))] as const;
  }),
  ["README.md", withBlock(textOf("README.md"), "packs", tableOf(packs))],
];

function docsOfCapability(capability: Pack["capabilities"][number]): readonly (readonly [string, string])[] {
  const path = `docs/capabilities/${capability.name}`;
  return [
    [`${path}.md`, pageOf(capability)],
    [`${path}.openapi.json`, `${JSON.stringify(openApiOf(capability), undefined, 2)}\n`],
  ];
}

/** The text between `<!-- name -->` and `<!-- /name -->` anew. */
function withBlock(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no block ${begin.trim()} … ${end.trim()}`);
  return `${page.slice(0, from + begin.length)}${text}${page.slice(to)}`;
}

const scenariosOf = ({ scenarios }: Pack): string =>
  [
    "",
    `${Object.keys(scenarios).length} scenarios, each a file of its name below \`src/scenarios\`:`,
    "",
    "| scenario | promise |",
    "|---|---|",
    ...Object.entries(scenarios)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { promise, variants }]) => {
        const ways = variants ? ` (${Object.keys(variants).length} ways)` : "";
        return `| \`${id}\`${ways} | ${promise} |`;
      }),
    "",
  ].join("\n");

const tableOf = (all: readonly Pack[]): string =>
  ["", "| pack | scenarios | what |", "|---|---|---|", ...all.map(rowOf), ""].join("\n");

const rowOf = ({ name, scenarios }: Pack): string => {
  const { description } = JSON.parse(textOf(`packages/pack-${name}/package.json`)) as { description: string };
  return `| [\`@chaos-packs/pack-${name}\`](packages/pack-${name}/README.md) | ${Object.keys(scenarios).length} | ${description} |`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL("docs/capabilities", root), { recursive: true });
  for (const [path, text] of generatedDocs()) writeFileSync(new URL(path, root), text);
}
