import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type Amount,
  amountIn,
  defineCapability,
  delay,
  type Fault,
  hold,
  stop,
  stopWithout,
  together,
  undo,
} from "../src/index.ts";

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
    stop: async (killAfterMs?: number) => {
      did.push(`stop within ${killAfterMs ?? "the grace of its role"}`);
      await stop;
    },
    start: async () => void did.push("start"),
  };
  const amounts = (amount: Amount) => amountIn({ tea: { graceMs: 400, patienceMs: null } }, amount);
  const ports = { links: () => [link], replicas: () => [replica], amounts };
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
    const fault = stopWithout({ killAfterMs: 700 });
    const healing = (await fault.inject(at))[Symbol.asyncDispose]();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(did, ["refuse at dial", "rst at now", "stop within 700"]);
    stopped();
    await healing;
    assert.deepEqual(did.slice(3), ["no more rst at now", "no more refuse at dial", "start"]);
  });
});

const tea = defineCapability({
  name: "tea",
  description: "",
  operations: {},
  observations: {},
  arrangements: {},
  traits: { graceMs: { description: "", unit: "ms" }, patienceMs: { description: "", unit: "ms" } },
  moments: {},
});

describe("stop", () => {
  const asked = async (fault: Fault): Promise<string | undefined> => {
    const { did, stopped, at } = world();
    const healing = (await fault.inject(at))[Symbol.asyncDispose]();
    stopped();
    await healing;
    return did.find((each) => each.startsWith("stop"));
  };

  it("gives the grace that it is given, or as much of a trait as it names", async () => {
    assert.equal(await asked(stop({ killAfterMs: 700 })), "stop within 700");
    assert.equal(await asked(stop({ killAfterMs: tea.amount("graceMs", { factor: 2, plus: 5 }) })), "stop within 805");
  });

  it("gives the grace of the role where it names none, and where the target does not promise the trait", async () => {
    assert.equal(await asked(stop()), "stop within the grace of its role");
    assert.equal(await asked(stopWithout()), "stop within the grace of its role");
    assert.equal(await asked(stop({ killAfterMs: tea.amount("patienceMs") })), "stop within the grace of its role");
  });

  it("says in its arguments whom it stops, also together with others", () => {
    assert.deepEqual(stop().args, { stops: "struck" });
    assert.deepEqual(stop({ which: "all", killAfterMs: 1 }).args, { stops: "all", killAfterMs: 1 });
    assert.equal((stopWithout({ killAfterMs: 1 }).args as { stops?: string }).stops, "struck");
  });
});

describe("delay", () => {
  it("slows a link down by so many ms, or by as much of a trait as it names", async () => {
    const slowed: unknown[] = [];
    const link = {
      delay: async (how: unknown) => {
        slowed.push(how);
        return undo();
      },
    };
    const amounts = (amount: Amount) => amountIn({ tea: { graceMs: 400 } }, amount);
    const at = { links: () => [link], amounts } as unknown as Parameters<Fault["inject"]>[0];
    await delay({ ms: 30, direction: "down" }).inject(at);
    const fault = delay({ ms: tea.amount("graceMs", { factor: 3 }), direction: "down" });
    await fault.inject(at);
    assert.deepEqual(slowed, [
      { ms: 30, direction: "down" },
      { ms: 1_200, direction: "down" },
    ]);
    assert.deepEqual(fault.amounts, [tea.amount("graceMs", { factor: 3 })]);
    assert.deepEqual((fault.args as { ms?: unknown }).ms, { ...tea.amount("graceMs", { factor: 3 }) });
  });
});

describe("together", () => {
  it("understands what each of its faults understands, and needs what each needs", () => {
    const on = (kind: string): Fault => ({
      ...hold(),
      understands: [{ link: "struck", kind }],
      amounts: [tea.amount("graceMs")],
    });
    const both = together(on("postgres"), hold(), on("redis"));
    assert.deepEqual(both.understands, [
      { link: "struck", kind: "postgres" },
      { link: "struck", kind: "redis" },
    ]);
    assert.equal(both.amounts?.length, 2);
  });
});
