import { join, relative, resolve } from "node:path";
import { ChaosError } from "@chaos-packs/contract";
import { isCancel, text } from "@clack/prompts";
import { defineCommand } from "citty";
import { isAnswerable } from "../init/asker.ts";
import { faultFiles } from "../new/fault-files.ts";
import { findMoment } from "../new/find-moment.ts";
import { loadCapability } from "../new/load-capability.ts";
import { packFiles } from "../new/pack-files.ts";
import { wordsOf } from "../new/quote.ts";
import { type Reading, readDescription } from "../new/read-description.ts";
import { scenarioFiles } from "../new/scenario-files.ts";
import { print } from "../print.ts";
import { type NewFiles, writeNewFiles } from "../write-new-files.ts";

const KINDS = ["scenario", "fault", "pack"];

/** Writes a skeleton that works, with its test, from a sentence. */
export const newCommand = defineCommand({
  meta: { name: "new", description: "Writes a scenario, fault or pack with its test" },
  args: {
    kind: { type: "positional", description: "scenario, fault or pack", required: false },
    name: { type: "positional", description: "in-kebab-case; of a scenario also theme/in-kebab-case", required: false },
    description: { type: "string", description: "what happens, in a sentence" },
    in: { type: "string", description: "folder of the pack", default: "." },
  },
  async run({ args }) {
    const { kind = "", name = "", description } = args;
    checkNames(kind, name);
    const reading = readDescription(await describe(name.split("/").at(-1) ?? name, description));
    const folder = resolve(args.in);
    const files = await filesOf({ kind, name }, reading, folder);
    await writeNewFiles(folder, files);
    const written = Object.keys(files).map((file) => relative(process.cwd(), join(folder, file)));
    for (const file of written) print(`wrote ${file}`);
    print(`\nthen\n  node --test ${written.filter((file) => file.endsWith(".test.js")).join(" ")}`);
  },
});

function checkNames(kind: string, name: string): void {
  if (!KINDS.includes(kind)) {
    throw new ChaosError("UNKNOWN_KIND", {
      expected: `one of ${KINDS.join(", ")}`,
      came: `"${kind}"`,
      todo: "For example: npx chaos-packs new scenario dies-in-between",
    });
  }
  const parts = name.split("/");
  if (
    !parts.every((part) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(part)) ||
    parts.length > (kind === "scenario" ? 2 : 1)
  ) {
    throw new ChaosError("MALFORMED_NAME", {
      expected: `the name of a ${kind} in kebab-case${kind === "scenario" ? ", alone or after the folder of its theme" : ""}`,
      came: `"${name}"`,
      todo: `For example: dies-in-between${kind === "scenario" ? ", or crashes/dies-in-between" : ""}`,
    });
  }
}

interface Wanted {
  readonly kind: string;
  readonly name: string;
}

/** What happens: as given, as asked for at a terminal, else what the name says. */
async function describe(name: string, description: string | undefined): Promise<string> {
  if (description !== undefined || !isAnswerable()) return description ?? wordsOf(name);
  const answer = await text({ message: "What happens?", placeholder: wordsOf(name), defaultValue: wordsOf(name) });
  if (!isCancel(answer)) return answer;
  throw new ChaosError("CANCELLED", { expected: "an answer", came: "a cancellation", todo: "Nothing was written." });
}

async function filesOf({ kind, name }: Wanted, reading: Reading, folder: string): Promise<NewFiles> {
  if (kind === "pack") return packFiles(name, reading);
  if (kind === "fault") return faultFiles(name, reading.fault, reading.promise);
  const [id = name, theme] = name.split("/").reverse();
  const { moments } = await loadCapability(folder);
  const wanted = reading.moments.at(-1);
  const found = wanted === undefined ? undefined : findMoment(wanted, moments);
  const [first = ""] = Object.keys(moments);
  if (found === undefined)
    print(`the description names no moment of ${Object.keys(moments).join(", ")}: taken was the first`);
  return scenarioFiles({ ...reading, id, theme, moment: found ?? first });
}
