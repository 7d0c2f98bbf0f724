// The patterns that a recording has printed, each pasted as a moment of a target file.
import {
  bindCapability,
  childProcess,
  defineCapability,
  defineInvariant,
  defineScenario,
  defineTarget,
  defineWorkload,
  emptyHistory,
  holds,
  integer,
  type MomentPattern,
  object,
  type Ready,
  string,
} from "@chaos-packs/contract";
import { commitOf, postgres, statement } from "@chaos-packs/postgres";
import { command, pushed, redis } from "@chaos-packs/redis";

const KINDS = { statement, commitOf, command, pushed };
const cwd = new URL(".", import.meta.url).pathname;
const job = object({ id: integer(), status: string() });

/** A capability with a moment for each pattern, a target that maps it, and a scenario that takes one job to its end. */
export function pasted(codes: readonly string[]) {
  const capability = defineCapability({
    name: "pasted",
    description: "Whatever was recorded",
    operations: {
      submit: { description: "Takes a job on.", input: object({ text: string() }), output: job },
      status: { description: "Tells how a job is.", input: object({ id: integer() }), output: job, idempotent: true },
    },
    observations: {},
    arrangements: {},
    traits: {},
    moments: Object.fromEntries(
      codes.map((code) => [
        code,
        { description: "it was recorded", scope: code.includes("=> ({})") ? object({}) : object({ id: string() }) },
      ]),
    ),
  });
  const workload = defineWorkload(capability, {
    name: "one job",
    uses: ["submit", "status"],
    async run(client) {
      const submitted = await client.call("submit", { text: "hello" });
      if (!submitted.ok) throw new Error("the job was not taken on");
      await client.until("status", { id: submitted.output.id }, ({ status }) => status === "done");
    },
    async settle() {},
  });
  const scenario = defineScenario({
    promise: "a job is done",
    workload,
    schedule: [],
    invariants: [
      defineInvariant({
        name: "everything is recorded",
        alsoReads: codes,
        check: () => holds,
        examples: { keeps: emptyHistory, breaks: emptyHistory },
      }),
    ],
  });
  const dependencies = { postgres: postgres({ schema: new URL("schema.sql", import.meta.url) }), redis: redis() };
  const role = (program: string, ready: Ready) =>
    childProcess({
      command: ["node", program],
      cwd,
      ready,
      env: ({ url, port }) => ({
        DATABASE_URL: url["postgres"] ?? "",
        REDIS_URL: url["redis"] ?? "",
        PORT: String(port),
      }),
    });
  const target = defineTarget(dependencies, {
    name: "pasted",
    roles: { api: role("api.js", { path: "/jobs/0" }), worker: role("worker.js", { runsForMs: 500 }) },
    capabilities: [
      bindCapability(capability, dependencies, {
        operations: {
          submit: (body) => ({ role: "api", method: "POST", path: "/jobs", body }),
          status: ({ id }) => ({ role: "api", method: "GET", path: `/jobs/${id}` }),
        },
        observations: {},
        arrangements: {},
        traits: {},
        moments: Object.fromEntries(codes.map((code) => [code, patternOf(code)])),
      }),
    ],
  });
  return { capability, scenario, target };
}

/** What a target file has when the code stands in it. */
const patternOf = (code: string): MomentPattern<never, never> =>
  new Function(...Object.keys(KINDS), `return ${code};`)(...Object.values(KINDS)) as MomentPattern<never, never>;
