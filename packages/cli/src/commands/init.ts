import { join, relative } from "node:path";
import { defineCommand } from "citty";
import { answersTo, isAnswerable } from "../init/ask.ts";
import { filesForService } from "../init/files-for-service.ts";
import { parseDependencies } from "../init/parse-dependencies.ts";
import { questions } from "../init/questions.ts";
import { splitCommand } from "../init/split-command.ts";
import { columns, print, wrap } from "../print.ts";
import { writeNewFiles } from "../write-new-files.ts";

/** Goes on in the next line, for a shell. */
const BACKSLASH = " \\";

/** Writes the two files that put a service through a pack. */
export const init = defineCommand({
  meta: { name: "init", description: "Writes a target file and a test for a service" },
  args: {
    name: { type: "string", description: "of the service" },
    language: { type: "string", description: "node, python or other" },
    command: { type: "string", description: "that starts it" },
    ready: { type: "string", description: "path that answers 200" },
    port: { type: "string", description: "variable with its port" },
    dependencies: { type: "string", description: "postgres,redis,http:NAME" },
    pack: { type: "string", description: "db-pool, or a package" },
    folder: { type: "string", description: "of the two files", default: "chaos" },
    yes: { type: "boolean", description: "take the usual, ask nothing" },
  },
  async run({ args }) {
    const { folder, yes, ...flags } = args;
    const root = process.cwd();
    const given = Object.fromEntries(
      questions.flatMap(({ flag }) => (flags[flag] === undefined ? [] : [[flag, flags[flag]]])),
    );
    const answers = await answersTo(questions, given, { folder: root, asking: !yes && isAnswerable() });
    const pack = packageOf(answers.pack);
    const dependencies = parseDependencies(answers.dependencies);
    const service = {
      name: answers.name,
      command: splitCommand(answers.command),
      ready: answers.ready,
      portVariable: answers.port,
      schema: relative(join(root, folder), join(root, "schema.sql")),
      dependencies,
      pack,
    };
    const files = await filesForService(service, root);
    await writeNewFiles(join(root, folder), files);
    const [, test = ""] = Object.keys(files);
    for (const file of Object.keys(files)) print(`wrote ${relative(root, join(root, folder, file))}`);
    const kinds = [...new Set(dependencies.map(({ kind }) => `@chaos-packs/${kind}`))];
    print("\nthen");
    const packages = ["@chaos-packs/contract", "@chaos-packs/harness", ...kinds, pack].join(" ");
    print(
      wrap(`npm install --save-dev ${packages}`, "  ", columns() - BACKSLASH.length).replaceAll("\n", `${BACKSLASH}\n`),
    );
    print("  npx chaos-packs doctor");
    print(`  node --test ${join(folder, test)}`);
  },
});

/** `db-pool` is short for its package. */
const packageOf = (name: string): string => (name.includes("/") ? name : `@chaos-packs/pack-${name}`);
