import { basename, join, relative } from "node:path";
import { defineCommand } from "citty";
import type { Given } from "../init/answers.ts";
import { askAnswers } from "../init/ask-answers.ts";
import { isAnswerable, terminalAsker } from "../init/asker.ts";
import { checkPrograms } from "../init/check-programs.ts";
import { checkVariables } from "../init/check-variables.ts";
import { completeAnswers } from "../init/complete-answers.ts";
import { filesForService, testNameOf } from "../init/files-for-service.ts";
import { lookAround } from "../init/found/look-around.ts";
import { namedPack } from "../init/named-pack.ts";
import { parsePromises } from "../init/parse-promises.ts";
import { printWritten } from "../init/print-written.ts";
import { recordService } from "../init/record-service.ts";
import { noMapping } from "../init/suggest/mapping.ts";
import { suggest } from "../init/suggest/suggest.ts";
import { print } from "../print.ts";
import { parseDependencies } from "../service/parse-dependencies.ts";
import { parseRoles } from "../service/parse-roles.ts";
import type { Service } from "../service/service.ts";
import { valuesOf } from "../values-of.ts";
import { checkAreNew, writeNewFiles } from "../write-new-files.ts";

/** Writes the two files that put a service through a pack. */
export const init = defineCommand({
  meta: { name: "init", description: "Writes a target file and a test for a service" },
  args: {
    name: { type: "string", description: "of the service" },
    pack: { type: "string", description: "db-pool, or a package" },
    start: { type: "string", description: "worker=node worker.js; each role" },
    ready: { type: "string", description: "api=/healthz, worker=a text" },
    replicas: { type: "string", description: "worker=2" },
    cwd: { type: "string", description: "worker=services/worker" },
    postgres: { type: "string", description: "DATABASE_URL=schema.sql" },
    redis: { type: "string", description: "REDIS_URL" },
    http: { type: "string", description: "OCR_URL=./fake-ocr.js; each" },
    variable: { type: "string", description: "worker.postgres=PG_URL; each" },
    port: { type: "string", description: "variable with the port" },
    promise: { type: "string", description: "poolSize=10; each trait" },
    request: { type: "string", description: "POST /notes {…}, to record" },
    done: { type: "string", description: "GET /notes/{id} $.status=done" },
    role: { type: "string", description: "that is asked; default: the first" },
    folder: { type: "string", description: "of the two files", default: "chaos" },
    yes: { type: "boolean", description: "ask nothing" },
    force: { type: "boolean", description: "replace files that are there" },
  },
  async run({ args, rawArgs }) {
    const root = process.cwd();
    const folder = join(root, args.folder);
    const given: Given = {
      ...pick(args, ["name", "pack", "postgres", "redis", "port", "request", "done"]),
      start: valuesOf("start", rawArgs),
      ready: valuesOf("ready", rawArgs),
      replicas: valuesOf("replicas", rawArgs),
      cwd: valuesOf("cwd", rawArgs),
      variable: valuesOf("variable", rawArgs),
      http: valuesOf("http", rawArgs),
      promise: valuesOf("promise", rawArgs),
    };
    const hints = await lookAround(root);
    const answers =
      !args.yes && isAnswerable()
        ? await askAnswers(terminalAsker, given, hints, basename(root))
        : completeAnswers(given, hints, basename(root));
    const dependencies = parseDependencies(answers);
    const upstreams = dependencies.filter(({ kind }) => kind === "http").map(({ name }) => name);
    const service: Service = {
      name: answers.name,
      roles: parseRoles(answers, upstreams),
      dependencies,
      portVariable: answers.port,
    };
    const pack = await namedPack(answers.pack, root);
    const traits = parsePromises(answers.promise, pack.traits);
    await checkPrograms(service, root);
    if (!args.force) await checkAreNew(folder, ["target.js", testNameOf(pack)]);
    const { request, done } = answers;
    let mapping = noMapping;
    if (request !== undefined) {
      const role = args.role ?? service.roles[0]?.name ?? "";
      print(`recording ${request} of ${role}`);
      const recorded = await recordService(service, { role, request, done }, root);
      await checkVariables(service, recorded, root);
      mapping = suggest(pack.capability, recorded);
    }
    const { files, unmapped } = await filesForService({ service, pack, mapping, traits, root, folder });
    await writeNewFiles(folder, files, { force: args.force === true });
    printWritten({
      files: Object.keys(files).map((file) => relative(root, join(folder, file))),
      service,
      pack: pack.from,
      mapping,
      unmapped,
    });
  },
});

function pick<K extends string>(from: { readonly [Key in K]?: string | undefined }, names: readonly K[]) {
  const found: { [Key in K]?: string } = {};
  for (const name of names) {
    const value = from[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
