import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ChaosError, type Target } from "@chaos-packs/contract";
import { defineCommand } from "citty";
import { print } from "../print.ts";
import { loadInstalled } from "../record/load-installed.ts";
import { parseDone, parseRequest } from "../record/parse-request.ts";
import { type PrintedRecording, printRecording } from "../record/print-recording.ts";
import { targetOfFlags } from "../record/target-of-flags.ts";
import { valuesOf } from "../values-of.ts";

/** What `record` needs of the harness. */
interface Harness {
  loadTarget(file: URL): Promise<Target>;
  parseUntil(until: string): unknown;
  record(target: Target, options: { readonly journey: object; readonly again: boolean }): Promise<PrintedRecording>;
}

/** Runs a service once with a request, and prints every message on its wires with the pattern that recognises it. */
export const record = defineCommand({
  meta: { name: "record", description: "Prints what a request does on the wire, with patterns" },
  args: {
    target: {
      type: "positional",
      description: "the target file; else the service is described by flags",
      required: false,
    },
    request: { type: "string", description: "what is asked: 'POST /documents {\"pages\":3}'" },
    done: {
      type: "string",
      description: "asked until its answer says that the work is done: 'GET /documents/{id} $.status=done'",
    },
    role: { type: "string", description: "the role that is asked; default: the first" },
    start: {
      type: "string",
      description: "a command that starts a part of the service: 'worker=node worker.js'; several times",
    },
    ready: {
      type: "string",
      description: "how a program is known to be ready: 'worker=/healthz', or text that it writes; several times",
    },
    postgres: { type: "string", description: "its variable and its schema: DATABASE_URL=schema.sql" },
    redis: { type: "string", description: "its variable: REDIS_URL" },
    http: { type: "string", description: "an upstream: OCR_URL=./fake-ocr.js; several times" },
    once: { type: "boolean", description: "asks once; otherwise the same is asked again, to tell ids from counts" },
    json: { type: "boolean", description: "prints the recording as JSON" },
  },
  async run({ args, rawArgs }) {
    if (args.request === undefined)
      throw new ChaosError("NO_REQUEST", {
        expected: "a request that makes the service do what is to be recorded",
        came: "none",
        todo: "For example: --request 'POST /documents {\"pages\":3}' --done 'GET /documents/{id} $.status=done'",
      });
    const request = parseRequest("--request", args.request);
    const done = args.done === undefined ? undefined : parseDone(args.done);
    const folder = process.cwd();
    const harness = await loadInstalled<Harness>("@chaos-packs/harness", folder);
    if (done?.until !== undefined) harness.parseUntil(done.until);
    const target =
      args.target === undefined
        ? await targetOfFlags(
            {
              start: valuesOf("start", rawArgs),
              ready: valuesOf("ready", rawArgs),
              postgres: args.postgres,
              redis: args.redis,
              http: valuesOf("http", rawArgs),
            },
            folder,
          )
        : await harness.loadTarget(pathToFileURL(resolve(folder, args.target)));
    const role = roleOf(target, args.role);
    const recording = await harness.record(target, {
      again: !args.once,
      journey: {
        request: { role, ...request },
        ...(done && {
          done: { request: { role, ...done.request }, ...(done.until !== undefined && { until: done.until }) },
        }),
      },
    });
    if (args.json) print(JSON.stringify(recording, undefined, 2));
    else printRecording(recording);
    return recording.problems.length === 0 ? 0 : 1;
  },
});

function roleOf({ roles }: Target, wanted: string | undefined): string {
  const names = Object.keys(roles);
  const role = wanted ?? names[0];
  if (role !== undefined && names.includes(role)) return role;
  throw new ChaosError("UNKNOWN_ROLE", {
    expected: `one of the roles ${names.join(", ")}`,
    came: `"${wanted}"`,
    todo: "Name the role that takes the request: --role api.",
  });
}
