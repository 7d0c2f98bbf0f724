import { columns, print, wrap } from "../print.ts";
import type { Service } from "../service/service.ts";
import type { Mapping } from "./suggest/mapping.ts";
import type { Unmapped } from "./unmapped.ts";

/** What was written, and of what. */
export interface Written {
  /** As the shell finds them; the test last. */
  readonly files: readonly string[];
  readonly service: Service;
  readonly pack: string;
  readonly mapping: Mapping;
  readonly unmapped: Unmapped | undefined;
}

/** Goes on in the next line, for a shell. */
const BACKSLASH = " \\";

/** Tells what was written, what it can be put through, and what to do next. */
export function printWritten({ files, service, pack, mapping, unmapped }: Written): void {
  for (const file of files) print(`wrote ${file}`);
  const mapped = [...mapping.operations, ...mapping.observations, ...mapping.moments].map(({ name }) => name);
  if (mapped.length > 0) print(`\n${wrap(`mapped from the recording: ${mapped.join(", ")}`, "")}`);
  if (unmapped) print(`${unmapped.runs} runs of scenarios are ready; ${files[0]} tells what brings more`);
  if (mapped.length === 0)
    print(wrap("Nothing is mapped yet: give --request and --done, and a recording tells where on the wire.", ""));
  print("\nthen");
  if (!unmapped) {
    const kinds = [...new Set(service.dependencies.map(({ kind }) => `@chaos-packs/${kind}`))];
    const packages = ["@chaos-packs/contract", "@chaos-packs/harness", ...kinds, pack].join(" ");
    const line = wrap(`npm install --save-dev ${packages}`, "  ", columns() - BACKSLASH.length);
    print(line.replaceAll("\n", `${BACKSLASH}\n`));
  }
  print("  npx chaos-packs doctor");
  print(`  node --test ${files.at(-1)}`);
  const json = JSON.stringify(`node --test ${files.at(-1)}`);
  print(`\nas a script of package.json: "chaos": ${json}`);
}
