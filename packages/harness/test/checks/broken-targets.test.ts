import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError, type Target, workerThread } from "@chaos-packs/contract";
import fc from "fast-check";
import { checkTarget } from "../../src/checks/check-target.ts";
import { roleEnvironment } from "../../src/lane/role-environment.ts";
import { counterTarget } from "../fixtures/counting.ts";

const RUNS = 400;
const where = { url: { lines: "127.0.0.1:1" }, port: 1, directory: "/", index: 0 };

/** A target with every field that there is, so that each can be broken. */
const whole = (): Target => ({
  ...counterTarget({ servedBy: ["counter"] }),
  allowHosts: ["192.0.2.7"],
  roles: {
    counter: workerThread({
      entry: new URL("file:///counter.js"),
      env: () => ({ PORT: "1" }),
      ready: { path: "/" },
      replicas: 2,
      restart: "always",
      readyWithinMs: 100,
      graceMs: 100,
      connections: { lines: 4 },
      dialsPerSecond: 5,
    }),
  },
});

type Path = readonly string[];

/** Where a target can be broken: every field down to the mapping of a single part. */
function pathsOf(value: unknown, depth = 5): Path[] {
  if (typeof value !== "object" || value === null || value instanceof URL || depth === 0) return [];
  return Object.entries(value).flatMap(([key, own]) => [
    [key],
    ...pathsOf(own, depth - 1).map((rest) => [key, ...rest]),
  ]);
}

function withBroken(value: unknown, [key, ...rest]: Path, broken: unknown): unknown {
  if (key === undefined) return broken;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const own = (value as Record<string, unknown>)[key];
  Object.defineProperty(copy, key, {
    value: withBroken(own, rest, broken),
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return copy;
}

const nonsense = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    " ",
    "..",
    "__proto__",
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1.5,
  ),
  fc.constantFrom<unknown>([], {}, [null], [""], { constructor: 1 }, { "": 0 }, new Date(Number.NaN), /x/, 7n),
  fc.constantFrom<unknown>(
    () => {
      throw new Error("thrown on purpose");
    },
    () => {
      throw undefined;
    },
    async () => ({}),
    () => ({ PORT: 3000 }),
    {
      get run() {
        throw new Error("thrown on purpose");
      },
    },
  ),
  fc.anything(),
);

/** What a user sees of a target: the refusal, or that of an environment; undefined when all is well. */
function refusalOf(target: Target): unknown {
  try {
    checkTarget(target);
    for (const [name, role] of Object.entries(target.roles)) roleEnvironment(name, role, where);
    return undefined;
  } catch (error) {
    return error;
  }
}

test("the whole target is in order", () => assert.equal(refusalOf(whole()), undefined));

test("of generated broken targets none is refused but by a code, with the path in the target and what to do", () => {
  const paths = pathsOf(whole());
  let refused = 0;
  fc.assert(
    fc.property(fc.constantFrom(...paths), nonsense, (path, broken) => {
      const error = refusalOf(withBroken(whole(), path, broken) as Target);
      if (error === undefined) return;
      refused += 1;
      assert.ok(isChaosError(error), `${path.join(".")}: ${error instanceof Error ? error.stack : String(error)}`);
      assert.match(error.expected, /^target\b/);
      assert.ok(error.todo.length > 10);
    }),
    { numRuns: RUNS },
  );
  assert.ok(refused > 200, `only ${refused} were refused`);
});

test("whatever is exported instead of a target is refused by a code", () =>
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withDate: true, withMap: true }), (value) => {
      const error = refusalOf(value as Target);
      assert.ok(isChaosError(error), String(error));
    }),
  ));

for (const [path, broken, code] of [
  ["name", "", "MALFORMED_TARGET"],
  ["roles", null, "MALFORMED_TARGET"],
  ["capabilities", null, "MALFORMED_TARGET"],
  ["capabilities.0", null, "MALFORMED_TARGET"],
  ["roles.counter.replicas", -1, "MALFORMED_TARGET"],
  ["roles.counter.replicas", Number.NaN, "MALFORMED_TARGET"],
  ["roles.counter.ready", { path: "ready" }, "MALFORMED_TARGET"],
  ["roles.counter.entry", "./counter.js", "MALFORMED_TARGET"],
  ["roles.counter.connections.postgres", 4, "UNKNOWN_DEPENDENCY"],
  ["roles.constructor", null, "MALFORMED_TARGET"],
  ["roles.../up", null, "MALFORMED_TARGET"],
  ["dependencies.lines", {}, "MALFORMED_TARGET"],
  ["capabilities.0.roles", ["counter", "counter"], "MALFORMED_TARGET"],
  ["capabilities.0.roles", ["toString"], "UNKNOWN_ROLE"],
  ["capabilities.0.traits.patienceMs", Number.NaN, "MALFORMED_TARGET"],
  ["capabilities.0.traits.patienceMS", 5, "MALFORMED_TARGET"],
  ["capabilities.0.operations.count", "GET /count", "MALFORMED_TARGET"],
  ["capabilities.0.moments.counted", { dependency: "lines" }, "MALFORMED_TARGET"],
  ["allowHosts", "192.0.2.7", "MALFORMED_TARGET"],
] as const) {
  test(`${path} = ${JSON.stringify(broken)} is refused with ${code} and its path`, () => {
    const keys = path === "roles.../up" ? ["roles", "../up"] : path.split(".");
    const error = refusalOf(withBroken(whole(), keys, broken) as Target);
    assert.ok(isChaosError(error, code), String(error));
    const shown = keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : /^\w+$/.test(key) ? `.${key}` : `["${key}"]`));
    assert.ok(error.expected.startsWith(`target${shown.join("")}`), error.message);
  });
}

test("two bindings of one capability are refused", () => {
  const target = whole();
  const error = refusalOf({ ...target, capabilities: [...target.capabilities, ...target.capabilities] });
  assert.ok(isChaosError(error, "MALFORMED_TARGET"));
  assert.match(error.message, /target\.capabilities\[1\]\.capability\.name to be bound once, but it is "counting"/);
});

test("a trait that is null or absent promises nothing, which is in order", () => {
  for (const value of [null, undefined])
    assert.equal(
      refusalOf(withBroken(whole(), ["capabilities", "0", "traits", "patienceMs"], value) as Target),
      undefined,
    );
});

test("an env that throws is told with its path and the line that threw", () => {
  const target = withBroken(whole(), ["roles", "counter", "env"], () => {
    throw new TypeError("no such setting");
  }) as Target;
  const error = refusalOf(target);
  assert.ok(isChaosError(error, "ENV_FAILED"));
  assert.match(
    error.message,
    /target\.roles\.counter\.env to return .* it threw TypeError: no such setting \(at .*broken-targets/,
  );
});

test("an env that gives a number says which variable", () => {
  const error = refusalOf(withBroken(whole(), ["roles", "counter", "env"], () => ({ PORT: 3000 })) as Target);
  assert.ok(isChaosError(error, "ENV_FAILED"));
  assert.match(error.message, /a text for PORT, but it is 3000/);
});
