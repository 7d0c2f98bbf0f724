import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { describe, it } from "node:test";
import { emptyHistory, type Invariant } from "@chaos-packs/contract";
import { queries } from "../src/capabilities/queries.ts";
import { historyOf } from "../src/history/build-history.ts";

const folder = new URL("../src/invariants/", import.meta.url);
const files = (await readdir(folder)).sort();

const invariants = await Promise.all(
  files.map(async (file) => {
    const exported = Object.values((await import(new URL(file, folder).href)) as Record<string, Invariant>);
    return { file, exported };
  }),
);

for (const { file, exported } of invariants) {
  describe(file, () => {
    const [invariant] = exported;
    assert.ok(invariant);

    it("exports one invariant, named as its file", () => {
      assert.equal(exported.length, 1);
      assert.equal(`${invariant.name.replaceAll(" ", "-")}.ts`, file);
    });

    it("holds for the history that keeps it", () => {
      assert.deepEqual(invariant.check(invariant.examples.keeps), { status: "holds" });
    });

    it("is violated by the history that breaks it, and says how", () => {
      const verdict = invariant.check(invariant.examples.breaks);
      assert.equal(verdict.status, "violated");
      assert.match(verdict.because, /\w+ \w+/);
    });

    it("says unknown when nothing has happened, with traits and without", () => {
      assert.equal(invariant.check(emptyHistory).status, "unknown");
      assert.equal(invariant.check(historyOf()).status, "unknown");
    });

    it("reads only moments of the capability, and its examples use no other than those it names", () => {
      const { keeps, breaks } = invariant.examples;
      for (const moment of invariant.moments) assert.ok(moment in queries.moments, moment);
      for (const { moment } of [...keeps.moments, ...breaks.moments])
        assert.ok(invariant.moments.includes(moment), moment);
    });

    it("leaves the history as it was", () => {
      const before = JSON.stringify(invariant.examples.keeps);
      invariant.check(invariant.examples.keeps);
      assert.equal(JSON.stringify(invariant.examples.keeps), before);
    });
  });
}

it("no two invariants have one name", () => {
  const names = invariants.flatMap(({ exported }) => exported.map(({ name }) => name));
  assert.equal(new Set(names).size, names.length);
});
