import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Fault, hold, undo } from "@chaos-packs/contract/pack";
import { cutAllAnd } from "../src/faults/cut-all-and.ts";

/** A world that writes down what is done to it; the stop settles when the test says so. */
function world() {
  const did: string[] = [];
  let stopped: () => void = () => {};
  const stop = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const link = {
    fail: async ({ how, at }: { how: string; at: string }) => {
      did.push(`${how} at ${at}`);
      return undo(() => did.push(`no more ${how} at ${at}`));
    },
  };
  const replica = {
    stop: async (killAfterMs: number) => {
      did.push(`stop within ${killAfterMs}`);
      await stop;
    },
    start: async () => void did.push("start"),
  };
  const ports = { links: () => [link], replicas: () => [replica] };
  return { did, stopped, at: ports as unknown as Parameters<Fault["inject"]>[0] };
}

describe("cut all and", () => {
  it("resets the connections only when what comes after them is there, and drops the held message", async () => {
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
});
