import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Workload } from "@chaos-packs/contract/pack";
import { historyOf } from "../src/history/examples.ts";
import { isInvalidChannel } from "../src/history/is-invalid-channel.ts";
import { pubsub } from "../src/index.ts";
import { besideABadOne } from "../src/workloads/beside-a-bad-one.ts";
import { changeMinds } from "../src/workloads/change-minds.ts";
import { comeBack } from "../src/workloads/come-back.ts";
import { giveInvalidChannels } from "../src/workloads/give-invalid-channels.ts";
import { passOn } from "../src/workloads/pass-on.ts";
import { publishThroughOutage } from "../src/workloads/publish-through-outage.ts";

const traits: Readonly<Record<string, number>> = historyOf().traits["broadcast"] ?? {};

interface Act {
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type Item = Readonly<Record<string, unknown>>;

/** A stream of a service in which nothing goes wrong. */
class ScriptedStream {
  readonly items: Item[] = [];
  readonly ended: Promise<unknown>;
  readonly input: Act["input"];
  readonly #did: Act[];
  #end: (end: unknown) => void = () => {};

  constructor(input: Act["input"], did: Act[]) {
    this.input = input;
    this.#did = did;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  wants(channel: string): boolean {
    const { channel: one, channels = [], patterns = [] } = this.input as Record<string, never>;
    return (
      one === channel || [...(channels as string[])].includes(channel) || patterns[0] === `${channel.split(":")[0]}:*`
    );
  }

  async until(wanted: (items: readonly Item[]) => boolean): Promise<readonly Item[]> {
    for (let tries = 0; tries < 20; tries++) {
      if (wanted(this.items)) return this.items;
      this.items.push({ type: "alive" });
    }
    throw new Error(`${this.input["reader"]} never got what it waits for`);
  }

  send({ type, channel }: { type: string; channel: string }): void {
    this.#did.push({ act: type, input: { channel } });
    this.items.push({ type: isInvalidChannel(channel, 200) ? "refused" : `${type}d`, channel, error: "a word" });
    if (type === "subscribe" && !isInvalidChannel(channel, 200)) (this.input["channels"] as string[]).push(channel);
  }

  stall(): void {
    this.#did.push({ act: "stall", input: this.input });
  }

  resume(): void {}

  cut(): void {
    this.#did.push({ act: "cut", input: this.input });
    this.#end({ by: "client" });
  }

  async close(): Promise<void> {
    this.#end({ by: "client" });
  }
}

/** A client of a service in which nothing goes wrong, which writes down what it was asked. */
function scripted({ struck = false, failures = 0 } = {}) {
  const did: Act[] = [];
  const streams: ScriptedStream[] = [];
  const memory = new Map<string, string | number>(struck ? [["struck", "yes"]] : []);
  let seq = 0;
  let asked = 0;
  let failing = failures;
  const act = async (name: string, input: Act["input"] = {}): Promise<unknown> => {
    did.push({ act: name, input });
    if (name === "health") return { mode: asked++ % 2 === 0 ? "NORMAL" : "DEGRADED" };
    if (name === "openStreams") return { count: 9 - asked++ };
    if (name === "unheard") return { count: 0 };
    if (name === "subscriptions") return { channels: [], patterns: 0 };
    if (name === "own channels") return { channels: ["a", "b"] };
    if (name === "deliveries") {
      const taken = did.filter((each) => each.act === "publish").map(({ input: { channel, id } }) => ({ channel, id }));
      return { taken, gaps: [] };
    }
    for (const stream of streams)
      if (stream.wants(String(input["channel"])))
        stream.items.push({ type: "message", ...input, seq, eventId: `${seq}` });
    return { seq: seq++, via: failing-- > 0 ? "local" : "broker", receivers: 1 };
  };
  const client = {
    signal: new AbortController().signal,
    call: async (name: string, input: Act["input"]) => ({ ok: true, output: await act(name, input) }),
    demand: act,
    async until(name: string, input: Act["input"], wanted: (output: unknown) => boolean): Promise<unknown> {
      for (let tries = 0; tries < 100; tries++) {
        const output = await act(name, input);
        if (wanted(output)) return output;
      }
      throw new Error(`${name} never became as wanted`);
    },
    async open(name: string, input: Act["input"]) {
      did.push({ act: `open ${name}`, input });
      const stream = new ScriptedStream(input, did);
      streams.push(stream);
      return { ok: true, stream };
    },
    observe: act,
    offers: () => true,
    pause: async () => {},
    async fault(step: number, phase: string) {
      did.push({ act: `wait until ${step} is ${phase}`, input: {} });
    },
    async heal(step: number) {
      did.push({ act: `heal ${step}`, input: {} });
    },
    remember: (name: string, value: string | number) => memory.set(name, value),
    recall: (name: string) => memory.get(name),
    trait: (name: string) => traits[name],
    promised: (name: string) => traits[name],
  };
  const of = (name: string): readonly Act[] => did.filter((each) => each.act === name);
  const idsOn = (channel: string): readonly unknown[] =>
    of("publish")
      .filter(({ input }) => input["channel"] === channel)
      .map(({ input }) => input["id"]);
  return { did, of, idsOn, client: client as never };
}

describe("every workload of the pack", () => {
  const workloads = new Set<Workload>();
  for (const scenario of Object.values(pubsub.scenarios)) {
    const { variants = {} } = scenario as { variants?: Readonly<Record<string, { workload?: Workload }>> };
    for (const { workload } of [scenario, ...Object.values(variants)]) if (workload) workloads.add(workload);
  }
  const byName = new Map([...workloads].map((workload) => [workload.name, workload]));

  it("goes by one name wherever it is the same: each costs a run without faults", () => {
    for (const [name, { run }] of byName)
      for (const other of workloads) if (other.name === name) assert.equal(String(other.run), String(run), name);
    assert.ok(byName.size < workloads.size, `${byName.size} names of ${workloads.size} workloads`);
  });

  for (const workload of byName.values()) {
    it(`${workload.name}: without a fault it is a few small messages on sound channels, and nobody races or stalls`, async () => {
      const { of, client } = scripted();
      await workload.run(client);
      const sent = of("publish").map(({ input }) => input);
      assert.ok(sent.length > 0 && sent.length <= 60, String(sent.length));
      assert.ok(sent.every(({ channel }) => !isInvalidChannel(String(channel), 200)));
      assert.ok(sent.every(({ body }) => String(body).length < (traits["messageBytes"] ?? 0)));
      assert.equal(of("stall").length, 0);
      assert.ok(of("subscribe").length <= 1 && of("unsubscribe").length === 0);
    });

    it(`${workload.name}: ends with a client that comes anew and gets a message`, async () => {
      const { did, of, client } = scripted();
      await workload.settle(client);
      assert.equal(of("open events").length, 1);
      assert.equal(of("publish")[0]?.input["id"], "last");
      assert.deepEqual([did[1]?.act, did.at(-1)?.act], ["subscriptions", "unheard"]);
    });
  }
});

describe("once a fault has struck", () => {
  it("invalid channels are given in publishing and as wishes", async () => {
    const { of, client } = scripted({ struck: true });
    await giveInvalidChannels().run(client);
    const wrong = of("publish").filter(({ input }) => isInvalidChannel(String(input["channel"]), 200));
    assert.ok(wrong.length >= 4);
    assert.equal(of("subscribe").length, wrong.length);
  });

  it("more is published than the history keeps", async () => {
    const { idsOn, client } = scripted({ struck: true });
    await comeBack({ brokenBy: "client", missing: "too much" }).run(client);
    assert.ok(idsOn("news").length > (traits["historySize"] ?? 0) + 10);
  });

  it("minds are changed, and the last wish of one is to stay and of the other to leave", async () => {
    const { did, client } = scripted({ struck: true });
    await changeMinds().run(client);
    const wishes = did.filter(({ act }) => act === "subscribe" || act === "unsubscribe").map(({ act }) => act);
    assert.equal(wishes.filter((act) => act === "subscribe").length, 13);
    assert.deepEqual(wishes.slice(-3), ["subscribe", "subscribe", "unsubscribe"]);
  });

  it("a client goes deaf, and more is published than anybody buffers", async () => {
    const { of, client } = scripted({ struck: true });
    await besideABadOne({ listensOn: "an event stream", becomes: "deaf" }).run(client);
    assert.equal(of("stall").length, 1);
    const bytes = of("publish").reduce((sum, { input }) => sum + String(input["body"]).length, 0);
    assert.ok(bytes > 4_000_000, String(bytes));
  });

  it("a client dies", async () => {
    const { of, client } = scripted({ struck: true });
    await besideABadOne({ listensOn: "a socket", becomes: "dead" }).run(client);
    assert.equal(of("cut").length, 1);
  });

  it("an outage lasts until the service says that it has noticed", async () => {
    const { did, client } = scripted({ struck: true });
    await publishThroughOutage({ untilNoticed: true }).run(client);
    const acts = did.map(({ act }) => act);
    assert.equal(acts[acts.indexOf("heal 0") - 1], "health");
  });
});

describe("a client that comes back", () => {
  it("opens its streams again with the last that it has seen", async () => {
    const { of, client } = scripted();
    await comeBack({ brokenBy: "fault", missing: "something" }).run(client);
    const [, socket] = of("open socket");
    const [, events] = of("open events");
    assert.ok(Array.isArray(socket?.input["after"]));
    assert.equal(typeof events?.input["lastEventId"], "string");
    assert.equal(socket?.input["reader"], "w1");
  });
});

describe("waiting for the broker", () => {
  it("takes a new message each time, until the broker takes one", async () => {
    const { idsOn, client } = scripted({ failures: 8 });
    await passOn().run(client);
    const again = idsOn("news").filter((id) => String(id).startsWith("again"));
    assert.ok(again.length > 1);
    assert.equal(new Set(again).size, again.length);
  });
});
