import assert from "node:assert/strict";
import { test } from "node:test";
import { type MomentPattern, object, type Scope, string } from "@chaos-packs/contract";
import { momentsIn } from "../../src/run/moments-in.ts";

const by = { role: "worker", index: 0, incarnation: 1 };
const scopesOf = (...scopes: readonly Scope[]): readonly Scope[] => {
  const pattern = { dependency: "postgres", edges: ["before"], describes: "a commit", scopeOf: () => scopes };
  const spec = { description: "a merge commits", scope: object({ job: string() }) };
  const wanted = {
    capability: "jobs",
    moment: "merge commits",
    spec,
    pattern: pattern as unknown as MomentPattern<unknown>,
  };
  const sighting = { dependency: "postgres", by, edge: "before", message: {}, connection: { reset() {}, close() {} } };
  return momentsIn(wanted, sighting as never, { by, at: 1 }).moments.map(({ scope }) => scope);
};

test("what a message tells beyond the scope of a moment does not make two of one", () => {
  assert.deepEqual(scopesOf({ job: "a", chunk: 1 }, { job: "a", chunk: 2 }, { job: "b", chunk: 1 }), [
    { job: "a" },
    { job: "b" },
  ]);
});
