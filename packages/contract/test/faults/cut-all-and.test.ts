import assert from "node:assert/strict";
import { test } from "node:test";
import { cutAllAnd, type Fault, hold, undo } from "../../src/for/pack.ts";

/** A world that writes down what is done to its one link. */
function world() {
  const did: string[] = [];
  const link = {
    fail: async ({ how, at }: { how: string; at: string }) => {
      did.push(`${how} at ${at}`);
      return undo(() => did.push(`no more ${how} at ${at}`));
    },
  };
  return { did, at: { links: () => [link] } as unknown as Parameters<Fault["inject"]>[0] };
}

test("cut all and resets the connections only when what comes after them is there, and drops the held message", async () => {
  const { did, at } = world();
  const fault = cutAllAnd("rst", {
    ...hold(),
    uses: ["replicas"],
    async inject() {
      did.push("other");
      return undo();
    },
  });
  await fault.inject(at);
  assert.deepEqual(did, ["other", "rst at now"]);
  assert.equal(fault.fate, "drop");
  assert.deepEqual([...fault.uses].sort(), ["links", "replicas"]);
});
