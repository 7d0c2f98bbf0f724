import assert from "node:assert/strict";
import { test } from "node:test";
import { isChaosError, type MomentPattern, object, type Scope, string } from "@chaos-packs/contract";
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

for (const part of ["scopeOf", "failureOf", "detailOf"] as const)
  test(`what ${part} of a pattern throws is a mistake of the target file that names moment, pattern and message, and is not thrown`, () => {
    const pattern: MomentPattern = {
      ...{ dependency: "redis", edges: ["after"], describes: "BZPOPMIN", scopeOf: () => ({}) },
      [part]: () => {
        throw new TypeError("reply is null");
      },
    };
    const wanted = { capability: "jobs", moment: "job is taken", spec: undefined, pattern };
    const sighting = { dependency: "redis", by, edge: "after", message: { command: "BZPOPMIN" } } as const;
    const { moments, mistake } = momentsIn(wanted, sighting, { by, at: 1 });
    assert.deepEqual(moments, []);
    assert.ok(isChaosError(mistake, "MAPPING_FAILED"));
    for (const wanted of ["BZPOPMIN,", '"job is taken" of jobs', "reply is null", "command: 'BZPOPMIN'", "edge after"])
      assert.ok(mistake.message.includes(wanted), mistake.message);
  });
