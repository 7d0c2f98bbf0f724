import type { Target } from "@chaos-packs/contract";
import { bindingProblems } from "./binding-problems.ts";
import { roleProblems } from "./role-problems.ts";
import { sourceProblems } from "./source-problems.ts";
import { at, describeValue, isRecord, nameProblem, type TargetProblem, targetError } from "./target-problem.ts";

/**
 * Throws a coded error for the first thing that is wrong with a target, before anything is started: what was expected,
 * where in the target, and what to do.
 *
 * @throws ChaosError MALFORMED_TARGET, NO_ROLES, UNKNOWN_ROLE, UNKNOWN_DEPENDENCY, MOMENT_NOT_MAPPED, COMMAND_MISSING, NOT_LOOPBACK
 */
export function checkTarget(target: Target): void {
  for (const problem of readProblems(target)) throw targetError(problem);
}

/** All that is wrong with a target; a getter of it that throws is one problem more. */
export function readProblems(target: unknown): readonly TargetProblem[] {
  const problems: TargetProblem[] = [];
  try {
    for (const problem of targetProblems(target)) problems.push(problem);
  } catch (error) {
    problems.push({
      path: "target",
      value: `throwing ${error instanceof Error ? error.message : describeValue(error)}`,
      expected: "an object whose fields can be read",
      todo: "Make it a plain object with defineTarget({ … }).",
    });
  }
  return problems;
}

/** All that is wrong with a target; it may be anything that somebody exports. */
function* targetProblems(target: unknown): Generator<TargetProblem> {
  if (!isRecord(target))
    return yield { path: "target", value: target, expected: "a target", todo: "Make it with defineTarget({ … })." };
  const { name, dependencies, roles, capabilities, allowHosts } = target;
  if (typeof name !== "string" || name.trim() === "")
    yield { path: "target.name", value: name, expected: "a name", todo: 'Write `name: "orders"`.' };
  let isWhole = true;
  for (const [key, value, isRight, expected] of [
    ["dependencies", dependencies, isRecord(dependencies), "an object of dependencies by name"],
    ["roles", roles, isRecord(roles), "an object of roles by name"],
    ["capabilities", capabilities, Array.isArray(capabilities), "a list of capabilities"],
    ["allowHosts", allowHosts, allowHosts === undefined || isListOfTexts(allowHosts), "a list of host names"],
  ] as const) {
    if (isRight) continue;
    isWhole = false;
    yield { path: `target.${key}`, value, expected, todo: `Set \`${key}\` in the target file.` };
  }
  yield* sourceProblems(target["source"]);
  if (isWhole) yield* partProblems(target as unknown as Target);
}

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

function* partProblems(target: Target): Generator<TargetProblem> {
  for (const [name, kind] of Object.entries<unknown>(target.dependencies)) {
    const path = at("target.dependencies", name);
    const named = nameProblem(`${path} (its name)`, name);
    if (named) yield named;
    if (!isRecord(kind) || typeof kind["kind"] !== "string" || typeof kind["start"] !== "function")
      yield {
        path,
        value: kind,
        expected: "a kind of dependency",
        todo: "Make it with the function of its package, such as postgres({ schema }), redis() or http().",
      };
  }
  if (Object.keys(target.roles).length === 0)
    yield {
      code: "NO_ROLES",
      path: "target.roles",
      value: target.roles,
      expected: "the programs of the service, at least one",
      todo: "Add each with workerThread(), childProcess() or remote().",
    };
  for (const [name, role] of Object.entries<unknown>(target.roles)) yield* roleProblems(name, role, target);
  const bound = new Set<string>();
  for (const [index, binding] of target.capabilities.entries()) {
    const path = `target.capabilities[${index}]`;
    const problems = [...bindingProblems(path, binding, target)];
    yield* problems;
    if (problems.length > 0) continue;
    const { name } = binding.capability;
    if (bound.has(name))
      yield {
        path: `${path}.capability.name`,
        value: name,
        expected: "bound once",
        todo: "Remove one of the bindings, or put both into one.",
      };
    bound.add(name);
  }
}
