import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Fault, hold, stopWithout, undo } from "../src/index.ts";

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

describe("stop without", () => {
  it("takes the dependency away before it asks for the stop, and gives it back only when that has settled", async () => {
    const { did, stopped, at } = world();
    const fault = stopWithout({ graceMs: 700 });
    const healing = (await fault.inject(at))[Symbol.asyncDispose]();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(did, ["refuse at dial", "rst at now", "stop within 700"]);
    stopped();
    await healing;
    assert.deepEqual(did.slice(3), ["no more rst at now", "no more refuse at dial", "start"]);
  });
});
