import type { Target } from "@chaos-packs/contract";
import { at, isRecord, nameProblem, type TargetProblem } from "./target-problem.ts";

type Fields = Readonly<Record<string, unknown>>;
type Around = Pick<Target, "dependencies" | "roles">;

const PARTS = ["operations", "observations", "arrangements", "traits", "moments"] as const;

/** What is wrong with the way in which a target serves one capability. */
export function* bindingProblems(path: string, binding: unknown, around: Around): Generator<TargetProblem> {
  const capability = isRecord(binding) ? binding["capability"] : undefined;
  if (!isRecord(binding) || !isRecord(capability))
    return yield {
      path,
      value: binding,
      expected: "a capability that is bound to the target",
      todo: "Make it with bindCapability(capability, dependencies, { … }).",
    };
  const named = nameProblem(`${path}.capability.name`, capability["name"]);
  if (named) return yield named;
  for (const part of PARTS) {
    if (!isRecord(capability[part]))
      return yield {
        path: `${path}.capability.${part}`,
        value: capability[part],
        expected: "an object",
        todo: "Make the capability with defineCapability(), or import it from its pack.",
      };
    if (!isRecord(binding[part]))
      return yield {
        path: `${path}.${part}`,
        value: binding[part],
        expected: `an object that maps the ${part} of ${capability["name"]}`,
        todo: `Write \`${part}: {}\` when the target has none of them.`,
      };
    yield* strangers(`${path}.${part}`, binding[part], capability[part]);
  }
  yield* servingRoles(path, binding["roles"], around);
  yield* functions(path, binding);
  yield* traits(`${path}.traits`, binding["traits"] as Fields);
  yield* moments(`${path}.moments`, binding["moments"] as Fields, capability["moments"] as Fields, around);
}

/** Names that the capability does not have: a misspelt one would be left out without a word. */
function* strangers(path: string, mapped: Fields, known: Fields): Generator<TargetProblem> {
  for (const name of Object.keys(mapped)) {
    if (Object.hasOwn(known, name)) continue;
    yield {
      path: `${at(path, name)} (its name)`,
      value: name,
      expected: `one of ${Object.keys(known).join(", ") || "none, because the capability has none"}`,
      todo: "Rename it, or remove it.",
    };
  }
}

function* servingRoles(path: string, roles: unknown, { roles: known }: Around): Generator<TargetProblem> {
  if (roles === undefined) return;
  const names = Array.isArray(roles) ? (roles as readonly unknown[]) : [];
  const stranger = names.find((role) => typeof role !== "string" || !Object.hasOwn(known, role));
  if (names.length > 0 && stranger === undefined && new Set(names).size === names.length) return;
  yield {
    code: stranger !== undefined ? "UNKNOWN_ROLE" : names.length === 0 ? "NO_ROLES" : "MALFORMED_TARGET",
    path: `${path}.roles`,
    value: stranger ?? roles,
    expected: `a list of some of the roles ${Object.keys(known).join(", ")}, each once`,
    todo: "Name the roles that serve the capability, or leave `roles` out when all of them do.",
  };
}

function* functions(path: string, binding: Fields): Generator<TargetProblem> {
  for (const part of ["operations", "observations", "arrangements"] as const) {
    for (const [name, serve] of Object.entries(binding[part] as Fields)) {
      if (serve === undefined || serve === null || typeof serve === "function") continue;
      const isStream = isRecord(serve) && (serve["from"] === "log" || serve["from"] === "dependency");
      if (part === "observations" && isStream) continue;
      yield {
        path: at(`${path}.${part}`, name),
        value: serve,
        expected: part === "observations" ? "a function, or log lines or a stream of a dependency" : "a function",
        todo: "Leave it out when the target does not offer it: the scenarios that need it are skipped.",
      };
    }
  }
}

/** A trait may be absent or null: the target promises nothing. */
function* traits(path: string, given: Fields): Generator<TargetProblem> {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || (Number.isFinite(value) && (value as number) >= 0)) continue;
    yield {
      path: at(path, name),
      value,
      expected: "a number from 0",
      todo: "Set what the service promises, or null when it promises nothing.",
    };
  }
}

function* moments(path: string, given: Fields, known: Fields, { dependencies }: Around): Generator<TargetProblem> {
  for (const name of Object.keys(known)) {
    const own = at(path, name);
    const mapping = Object.hasOwn(given, name) ? given[name] : undefined;
    if (mapping === null || mapping === undefined) continue;
    const patterns: readonly unknown[] = Array.isArray(mapping) ? mapping : [mapping];
    for (const [index, pattern] of patterns.entries())
      yield* patternProblems(Array.isArray(mapping) ? `${own}[${index}]` : own, pattern, dependencies);
  }
}

function* patternProblems(
  path: string,
  pattern: unknown,
  known: Fields | Target["dependencies"],
): Generator<TargetProblem> {
  const { dependency, edges, scopeOf } = isRecord(pattern) ? pattern : ({} as Fields);
  const isWhole =
    typeof scopeOf === "function" &&
    typeof dependency === "string" &&
    Array.isArray(edges) &&
    edges.length > 0 &&
    edges.every((edge) => edge === "before" || edge === "after");
  if (!isWhole)
    yield {
      path,
      value: pattern,
      expected: "a pattern of a dependency",
      todo: "Make it with the package of the dependency, such as statement() or command(), or write null.",
    };
  else if (!Object.hasOwn(known, dependency))
    yield {
      code: "UNKNOWN_DEPENDENCY",
      path: `${path}.dependency`,
      value: dependency,
      expected: `one of ${Object.keys(known).join(", ") || "no dependency at all"}`,
      todo: "Add it to `dependencies` of the target, or rename it here.",
    };
}
