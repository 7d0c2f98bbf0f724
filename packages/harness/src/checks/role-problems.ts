import { isRegExp } from "node:util/types";
import { LONGEST_DELAY_MS, type Target } from "@chaos-packs/contract";
import { hostProblem } from "./host-problem.ts";
import { at, isRecord, isWholeFrom, nameProblem, type TargetProblem } from "./target-problem.ts";

const MOST_REPLICAS = 64;
const MAKERS = "Make it with workerThread(), childProcess() or remote().";

type Fields = Readonly<Record<string, unknown>>;
type Around = Pick<Target, "dependencies" | "allowHosts">;

/** What is wrong with one role of a target. */
export function* roleProblems(name: string, role: unknown, around: Around): Generator<TargetProblem> {
  const path = at("target.roles", name);
  const named = nameProblem(`${path} (its name)`, name);
  if (named) yield named;
  if (!isRecord(role)) return yield { path, value: role, expected: "a role", todo: MAKERS };
  yield* programProblems(path, role, around);
  yield* readyProblems(path, role["ready"]);
  yield* numberProblems(path, role);
  yield* connectionProblems(path, role["connections"], around);
}

function* programProblems(path: string, role: Fields, { allowHosts = [] }: Around): Generator<TargetProblem> {
  const { run, entry, command, cwd, env, url } = role;
  if (run === "remote") {
    const problem = hostProblem(`${path}.url`, url, allowHosts);
    if (problem) yield problem;
    return;
  }
  if (run !== "node" && run !== "command")
    return yield { path: `${path}.run`, value: run, expected: '"node", "command" or "remote"', todo: MAKERS };
  if (run === "node" && !(entry instanceof URL && entry.protocol === "file:"))
    yield {
      path: `${path}.entry`,
      value: entry instanceof URL ? entry.href : entry,
      expected: "the URL of a file",
      todo: 'Write `entry: new URL("./server.js", import.meta.url)`.',
    };
  if (run === "command" && (!Array.isArray(command) || command.length === 0))
    yield {
      code: "COMMAND_MISSING",
      path: `${path}.command`,
      value: command,
      expected: "a program and its arguments",
      todo: 'Give a list: ["python", "-m", "orders"].',
    };
  else if (run === "command" && !(command as unknown[]).every((word) => typeof word === "string" && word !== ""))
    yield {
      code: "COMMAND_MISSING",
      path: `${path}.command`,
      value: command,
      expected: "a list of texts, none of them empty",
      todo: "Remove what is empty, and write numbers as texts; the command is run without a shell.",
    };
  if (cwd !== undefined && typeof cwd !== "string")
    yield {
      path: `${path}.cwd`,
      value: cwd,
      expected: "the path of a folder",
      todo: 'Write `cwd: fileURLToPath(new URL("..", import.meta.url))`, or leave it out.',
    };
  if (typeof env !== "function")
    yield {
      path: `${path}.env`,
      value: env,
      expected: "a function that gives the environment",
      todo: "Write `env: ({ url, port }) => ({ DATABASE_URL: url.postgres, PORT: String(port) })`.",
    };
}

function* readyProblems(path: string, ready: unknown): Generator<TargetProblem> {
  const isPath = isRecord(ready) && typeof ready["path"] === "string" && ready["path"].startsWith("/");
  const isOutput = isRecord(ready) && isRegExp(ready["output"]);
  const isTime = isRecord(ready) && Number.isFinite(ready["runsForMs"]) && Number(ready["runsForMs"]) >= 0;
  if (!isPath && !isOutput && !isTime)
    yield {
      path: `${path}.ready`,
      value: ready,
      expected:
        "a path that answers 200 when the role is ready, a line that it writes then, or how long it runs until then",
      todo: 'Write `ready: { path: "/health" }` or `ready: { output: /listening/ }`.',
    };
}

function* numberProblems(path: string, role: Fields): Generator<TargetProblem> {
  const { replicas, restart, readyWithinMs, graceMs, dialsPerSecond } = role;
  if (replicas !== undefined && !isWholeFrom(replicas, 1, MOST_REPLICAS))
    yield {
      path: `${path}.replicas`,
      value: replicas,
      expected: `a whole number from 1 to ${MOST_REPLICAS}`,
      todo: "Set it, or leave it out for one.",
    };
  if (restart !== undefined && restart !== "never" && restart !== "always")
    yield {
      path: `${path}.restart`,
      value: restart,
      expected: '"never" or "always"',
      todo: "Set one of these, or leave it out for never.",
    };
  for (const [key, value, least] of [
    ["readyWithinMs", readyWithinMs, 1],
    ["graceMs", graceMs, 0],
  ] as const) {
    if (value !== undefined && !(typeof value === "number" && value >= least && value <= LONGEST_DELAY_MS))
      yield {
        path: `${path}.${key}`,
        value,
        expected: `a number of ms from ${least} to ${LONGEST_DELAY_MS}`,
        todo: "Set it, or leave it out for the default.",
      };
  }
  if (
    dialsPerSecond !== undefined &&
    dialsPerSecond !== null &&
    !(Number.isFinite(dialsPerSecond) && (dialsPerSecond as number) >= 0)
  )
    yield {
      path: `${path}.dialsPerSecond`,
      value: dialsPerSecond,
      expected: "a number from 0",
      todo: "Set the most dials a second that one replica makes, or leave it out.",
    };
}

function* connectionProblems(path: string, connections: unknown, { dependencies }: Around): Generator<TargetProblem> {
  if (connections === undefined) return;
  if (!isRecord(connections))
    return yield {
      path: `${path}.connections`,
      value: connections,
      expected: "the most connections by dependency",
      todo: "Write `connections: { postgres: 10 }`, or leave it out.",
    };
  for (const [dependency, most] of Object.entries(connections)) {
    const own = at(`${path}.connections`, dependency);
    if (!Object.hasOwn(dependencies, dependency))
      yield {
        code: "UNKNOWN_DEPENDENCY",
        path: `${own} (its name)`,
        value: dependency,
        expected: `one of ${Object.keys(dependencies).join(", ") || "no dependency at all"}`,
        todo: "Add it to `dependencies` of the target, or rename it here.",
      };
    if (most !== undefined && most !== null && !isWholeFrom(most, 0))
      yield {
        path: own,
        value: most,
        expected: "a whole number from 0",
        todo: "Set the size of the pool, or leave it out.",
      };
  }
}
