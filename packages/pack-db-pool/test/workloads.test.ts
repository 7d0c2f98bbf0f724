import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Workload } from "@chaos-packs/contract/pack";
import { historyOf } from "../src/history/examples.ts";
import { dbPool } from "../src/index.ts";
import { drain } from "../src/workloads/drain.ts";
import { hangUpSlow } from "../src/workloads/hang-up-slow.ts";
import { leakConnections } from "../src/workloads/leak-connections.ts";
import { pressPool } from "../src/workloads/press-pool.ts";
import { raceWrites } from "../src/workloads/race-writes.ts";
import { readMany } from "../src/workloads/read-many.ts";
import { slowQuery } from "../src/workloads/slow-query.ts";
import { writeUntilDone } from "../src/workloads/write-until-done.ts";

const traits: Readonly<Record<string, number>> = historyOf().traits["queries"] ?? {};

interface Act {
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Script {
  readonly struck?: boolean;
  /** How often each operation fails before it succeeds. */
  readonly failures?: Readonly<Record<string, number>>;
  /** Parts that the target does not offer. */
  readonly missing?: readonly string[];
}

/** A client that answers by a script, and writes down what it was asked. */
function scripted({ struck = false, failures = {}, missing = [] }: Script = {}) {
  const did: Act[] = [];
  const memory = new Map<string, string | number>(struck ? [["struck", "yes"]] : []);
  const left = new Map(Object.entries(failures));
  let looks = 0;
  const outputOf = (name: string): unknown => {
    if (name === "sessions") return { open: traits["poolSize"], active: looks++ % 4, inTransaction: 0, waiting: 0 };
    if (name === "poolStats") return { size: 2, total: 2, idle: 2, waiting: 0, circuit: "closed" };
    return { value: null, stale: false };
  };
  const act = async (name: string, input: Act["input"] = {}): Promise<unknown> => {
    did.push({ act: name, input });
    return outputOf(name);
  };
  const client = {
    signal: new AbortController().signal,
    async call(name: string, input: Act["input"]) {
      const output = await act(name, input);
      const failing = left.get(name) ?? 0;
      left.set(name, failing - 1);
      return failing > 0 ? { ok: false, error: "503", unknown: false } : { ok: true, output };
    },
    demand: act,
    async until(name: string, input: Act["input"], wanted: (output: unknown) => boolean): Promise<unknown> {
      for (let tries = 0; tries < 100; tries++) {
        const output = await act(name, input);
        if (wanted(output)) return output;
      }
      throw new Error(`${name} never became as wanted`);
    },
    async hangUp(name: string, input: Act["input"], when: Promise<unknown>) {
      await when;
      return act(`hang up ${name}`, input);
    },
    observe: act,
    async fault(step: number, phase: string) {
      did.push({ act: `wait until ${step} is ${phase}`, input: {} });
    },
    async pause() {
      did.push({ act: "pause", input: {} });
    },
    async heal(step: number) {
      did.push({ act: `heal ${step}`, input: {} });
    },
    remember: (name: string, value: string | number) => memory.set(name, value),
    recall: (name: string) => memory.get(name),
    trait: (name: string) => traits[name],
    promised: (name: string) => traits[name],
    offers: (name: string) => !missing.includes(name),
  };
  const count = (name: string): number => did.filter((each) => each.act === name).length;
  return { did, count, client: client as never };
}

const acts = (did: readonly Act[], ...but: readonly string[]): readonly string[] =>
  did.map(({ act }) => act).filter((act) => !but.includes(act));

describe("every workload of the pack", () => {
  const workloads = new Set<Workload>();
  for (const scenario of Object.values(dbPool.scenarios)) {
    for (const { workload } of [scenario, ...Object.values(scenario.variants ?? {})])
      if (workload) workloads.add(workload);
  }
  const byName = new Map([...workloads].map((workload) => [workload.name, workload]));

  it("goes by one name wherever it is the same", () => {
    assert.ok(byName.size >= 20 && byName.size <= 30, String(byName.size));
  });

  for (const workload of byName.values()) {
    it(`${workload.name}: without a fault nobody leaks, hangs up, races, or asks for too long a query`, async () => {
      const { did, count, client } = scripted();
      await workload.run(client);
      assert.equal(count("leak"), 0);
      assert.ok(did.every(({ act }) => !act.startsWith("hang up")));
      assert.ok(did.every(({ input }) => Number(input["ms"] ?? 0) <= (traits["queryTimeoutMs"] ?? 0)));
      const writes = did.filter(({ act }) => act === "write").map(({ input }) => input["key"]);
      assert.equal(new Set(writes).size, writes.length);
    });

    it(`${workload.name}: ends with twice as many reads at once as there are connections, a write, and a look`, async () => {
      const { did, count, client } = scripted();
      await workload.settle(client);
      assert.ok(did.filter(({ act, input }) => act === "read" && String(input["key"]).startsWith("end ")).length === 4);
      assert.ok(count("write") === 1 && count("records") >= 1);
    });

    it(`${workload.name}: asks for no part that it may use and the target does not offer`, async () => {
      const missing = workload.mayUse.filter((part) => !workload.uses.includes(part));
      const { count, client } = scripted({ missing });
      await workload.run(client);
      await workload.probe?.(client);
      await workload.settle(client);
      assert.deepEqual(
        missing.filter((part) => count(part) > 0),
        [],
      );
    });
  }
});

describe("once a fault has struck", () => {
  it("ten times as many reads as the pool has connections are made at once", async () => {
    const { count, client } = scripted({ struck: true });
    await readMany().run(client);
    assert.equal(count("read"), 1 + 10 * (traits["poolSize"] ?? 0));
  });

  it("every connection is leaked, and the pool is asked until it is whole", async () => {
    const { count, client } = scripted({ struck: true });
    await leakConnections().run(client);
    assert.equal(count("leak"), traits["poolSize"]);
    assert.equal(count("poolStats"), 1);
  });

  it("a slow query is hung up when the server runs it, and looked for until it has ended", async () => {
    const { did, client } = scripted({ struck: true });
    await hangUpSlow({ queries: "one" }).run(client);
    assert.deepEqual(acts(did, "read"), ["sessions", "sessions", "hang up slow", "sessions", "sessions", "sessions"]);
  });

  it("as many slow queries as there can be connections are hung up", async () => {
    const { count, client } = scripted({ struck: true });
    await hangUpSlow({ queries: "as many as connections" }).run(client);
    assert.equal(count("hang up slow"), traits["poolMost"]);
  });

  it("a query is asked for that is longer than its timeout, and looked for until it has ended", async () => {
    const { did, client } = scripted({ struck: true });
    await slowQuery().run(client);
    const [long] = did.filter(({ act }) => act === "slow");
    assert.ok(Number(long?.input["ms"]) > (traits["queryTimeoutMs"] ?? 0));
    assert.equal(acts(did).at(-1), "read");
  });

  it("rivals wish for one record under keys of their own", async () => {
    const { did, client } = scripted({ struck: true });
    await raceWrites(20).run(client);
    const writes = did.filter(({ act }) => act === "write").map(({ input }) => input);
    assert.deepEqual(new Set(writes.map(({ key }) => key)), new Set(["same"]));
    assert.equal(new Set(writes.map(({ idempotencyKey }) => idempotencyKey)).size, 20);
  });

  it("a stopping service is asked until it refuses", async () => {
    const { did, client } = scripted({ failures: { read: 100 } });
    await drain().run(client);
    assert.equal(did.filter(({ input }) => String(input["key"]).startsWith("late")).length, 1);
  });
});

describe("a pressed pool", () => {
  it("has as many waiters as there can be connections unless that could open the circuit, or as many as open it and three more, and is let go by the client", async () => {
    const few = scripted();
    await pressPool().run(few.client);
    const waiting = (did: readonly Act[], name: string): number =>
      did.filter(({ input }) => String(input["key"]).startsWith(name)).length;
    assert.equal(waiting(few.did, "waiting"), traits["poolMost"]);
    const many = scripted();
    await pressPool({ waiters: "many" }).run(many.client);
    assert.equal(waiting(many.did, "waiting"), traits["circuitThreshold"]);
    assert.equal(waiting(many.did, "late"), 3);
    assert.deepEqual(acts(many.did).slice(-2), ["heal 0", "read"]);
  });

  it("is asked for its health beside those who wait", async () => {
    const { count, client } = scripted();
    await pressPool({ health: true }).run(client);
    assert.equal(count("health"), 3);
  });
});

describe("a wish", () => {
  it("is asked for again under the same key, once what made it fail is healed", async () => {
    const { did, client } = scripted({ struck: true, failures: { write: 1 } });
    await writeUntilDone().run(client);
    assert.deepEqual(acts(did, "read"), ["sessions", "write", "heal 0", "write", "heal 0"]);
    assert.equal(new Set(did.filter(({ act }) => act === "write").map(({ input }) => input["idempotencyKey"])).size, 1);
  });
});
