import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bindCapability,
  childProcess,
  defineCapability,
  isChaosError,
  object,
  remote,
  type Target,
} from "@chaos-packs/contract";
import { checkTarget } from "../../src/checks/check-target.ts";

const tea = defineCapability({
  name: "tea",
  description: "",
  operations: {},
  observations: {},
  arrangements: {},
  traits: {},
  moments: { boils: { description: "", scope: object({}) } },
});
const pattern = { dependency: "kettle", edges: ["before"] as const, describes: "boil", scopeOf: () => ({}) };
const role = childProcess({ command: ["node"], ready: { path: "/" }, env: () => ({}) });
const target = (part: Partial<Target>): Target => ({
  name: "t",
  dependencies: {},
  roles: { api: role },
  capabilities: [],
  ...part,
});
const mapped = (moments: object) =>
  bindCapability(
    tea,
    {},
    { operations: {}, observations: {}, arrangements: {}, traits: {}, moments: moments as never },
  );

for (const [what, made, code] of [
  ["nothing at all", undefined as unknown as Target, "MALFORMED_TARGET"],
  ["no role", target({ roles: {} }), "NO_ROLES"],
  ["a command with no words", target({ roles: { api: { ...role, command: [] } as never } }), "COMMAND_MISSING"],
  ["a moment on an unknown dependency", target({ capabilities: [mapped({ boils: pattern })] }), "UNKNOWN_DEPENDENCY"],
  [
    "connections to an unknown dependency",
    target({ roles: { api: { ...role, connections: { postgres: 4 } } } }),
    "UNKNOWN_DEPENDENCY",
  ],
  [
    "a capability served by an unknown role",
    target({ capabilities: [{ ...mapped({ boils: null }), roles: ["api", "cook"] }] }),
    "UNKNOWN_ROLE",
  ],
  ["a capability served by no role", target({ capabilities: [{ ...mapped({ boils: null }), roles: [] }] }), "NO_ROLES"],
  ["a source that is no folder", target({ source: { folder: "src" as never } }), "MALFORMED_TARGET"],
  [
    "a check that is one text",
    target({ source: { folder: new URL("file:///service/"), check: "tsc --noEmit" as never } }),
    "MALFORMED_TARGET",
  ],
  [
    "a host of somebody else",
    target({ roles: { api: remote({ url: "http://192.0.2.7:80", ready: { path: "/" } }) } }),
    "NOT_LOOPBACK",
  ],
] as const) {
  test(`a target with ${what} is refused with ${code}`, () =>
    assert.throws(
      () => checkTarget(made),
      (error) => isChaosError(error, code),
    ));
}

test("a moment may be left out: the target has none of that kind", () =>
  assert.doesNotThrow(() => checkTarget(target({ capabilities: [mapped({})] }))));

test("a host that the target file names is let through, as are all names of this machine", () => {
  const at = (url: string, allowHosts: string[] = []) =>
    target({ allowHosts, roles: { api: remote({ url, ready: { path: "/" } }) } });
  assert.doesNotThrow(() => checkTarget(at("http://192.0.2.7", ["192.0.2.7"])));
  for (const host of ["127.0.0.1", "127.8.8.8", "localhost", "[::1]"])
    assert.doesNotThrow(() => checkTarget(at(`http://${host}:1`)));
});

test("a moment that the target says it has not is in order", () =>
  assert.doesNotThrow(() => checkTarget(target({ capabilities: [mapped({ boils: null })] }))));
