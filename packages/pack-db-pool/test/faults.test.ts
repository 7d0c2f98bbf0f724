import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Fault, undo } from "@chaos-packs/contract";
import { hold } from "../src/faults/hold.ts";
import { resetAllAnd } from "../src/faults/reset-all-and.ts";
import { patienceMs, stopWithoutDatabase } from "../src/faults/stop-without-database.ts";

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
    stop: async (graceMs: number) => {
      did.push(`stop within ${graceMs}`);
      await stop;
    },
    start: async () => void did.push("start"),
  };
  const ports = { links: () => [link], replicas: () => [replica] };
  return { did, stopped, at: ports as unknown as Parameters<Fault["inject"]>[0] };
}

describe("hold", () => {
  it("does nothing but keep the message until the heal", async () => {
    const { did, at } = world();
    const held = await hold().inject(at);
    await held[Symbol.asyncDispose]();
    assert.deepEqual(did, []);
    assert.equal(hold().fate, "hold");
  });
});

describe("reset all and", () => {
  it("resets the connections only when what comes after them is there, and drops the held message", async () => {
    const { did, at } = world();
    const fault = resetAllAnd({
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

describe("stop without database", () => {
  it("takes the database away before it asks for the stop, and gives it back only when that has settled", async () => {
    const { did, stopped, at } = world();
    const fault = stopWithoutDatabase();
    const healing = (await fault.inject(at))[Symbol.asyncDispose]();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(did, ["refuse at dial", "rst at now", `stop within ${patienceMs}`]);
    stopped();
    await healing;
    assert.deepEqual(did.slice(3), ["no more rst at now", "no more refuse at dial", "start"]);
  });
});
