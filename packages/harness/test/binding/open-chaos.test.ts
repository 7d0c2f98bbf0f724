import assert from "node:assert/strict";
import net from "node:net";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  delay,
  isChaosError,
  kill,
  partition,
  type Role,
  refuse,
  resetConnection,
  undo,
  workerThread,
} from "@chaos-packs/contract";
import { type Chaos, openChaos } from "../../src/binding/open-chaos.ts";
import { counterTarget } from "../fixtures/counting.ts";
import { eventually } from "../fixtures/marked-processes.ts";
import { ownFault } from "../fixtures/own-fault.ts";

const link = { dependency: "lines" } as const;

const stateOf = async (chaos: Chaos, path = "/state"): Promise<{ readonly done: number; readonly dials: number }> => {
  const { body } = await chaos.own.request({ role: "counter", method: "GET", path });
  return body as { done: number; dials: number };
};

const get = async (chaos: Chaos, path: string): Promise<number> => (await stateOf(chaos, path)).done;

/** Resolves when it has counted so far, with how many ms that took. */
async function counted(chaos: Chaos, to: number): Promise<number> {
  const from = performance.now();
  while ((await get(chaos, "/state")) < to) {
    if (performance.now() - from > 3_000) assert.fail(`it has not counted to ${to} after 3 s`);
    await sleep(5);
  }
  return performance.now() - from;
}

const receivedBy = ({ own }: Chaos): readonly string[] =>
  (own as unknown as { lines: { received: string[] } }).lines.received;

/** Whether somebody listens at the address. */
const isListening = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });

describe("a target in the hands of a test", () => {
  let chaos: Chaos;
  before(async () => {
    chaos = await openChaos(counterTarget(), { seed: 7 });
  });
  after(() => chaos[Symbol.asyncDispose]());

  test("serves at its address, over real links", async () => {
    assert.equal(await isListening(chaos.url("counter")), true);
    await get(chaos, "/count?to=3");
    await counted(chaos, 3);
    assert.deepEqual(receivedBy(chaos).slice(-3), ["count 1", "count 2", "count 3"]);
  });

  test("a killed role is gone until the undo, which starts its next incarnation", async () => {
    const first = chaos.replica("counter").id.incarnation;
    const killed = await chaos.inject(kill(), { role: "counter" });
    assert.equal(await isListening(chaos.url("counter")), false);
    assert.equal(chaos.isActive("kill"), true);
    assert.deepEqual(chaos.stats("kill"), { injected: 1, active: 1, hits: 1 });
    await killed[Symbol.asyncDispose]();
    assert.equal(await get(chaos, "/state"), 0);
    assert.equal(chaos.replica("counter").id.incarnation, first + 1);
    assert.equal(chaos.isActive("kill"), false);
    assert.deepEqual(chaos.stats("kill"), { injected: 1, active: 0, hits: 1 });
  });

  test("an undo that is used twice undoes once", async () => {
    const killed = await chaos.inject(kill());
    await killed[Symbol.asyncDispose]();
    const { incarnation } = chaos.replica("counter").id;
    await killed[Symbol.asyncDispose]();
    assert.equal(chaos.replica("counter").id.incarnation, incarnation);
  });

  test("behind a partition nothing reaches the dependency, and all of it does when it heals", async () => {
    const before = receivedBy(chaos).length;
    const cut = await chaos.inject(partition({ link }));
    await get(chaos, "/count?to=4");
    // Many more turns of its loop and of this one than a line takes there and back.
    for (let turn = 0; turn < 100; turn += 1) assert.equal(await get(chaos, "/state"), 0);
    assert.equal(receivedBy(chaos).length, before);
    await cut[Symbol.asyncDispose]();
    await counted(chaos, 4);
    assert.deepEqual(receivedBy(chaos).slice(before), ["count 1", "count 2", "count 3", "count 4"]);
  });

  test("a refused dependency is gone, live connections too, until everything is cleared", async () => {
    await chaos.inject(refuse({ link }));
    await chaos.inject(delay({ link, ms: 1 }));
    await eventually(
      () => "a live connection was not reset",
      () => chaos.replica("counter").links["lines"]?.connections() === 0,
      1_000,
    );
    const { dials } = await stateOf(chaos, "/count?to=2");
    for (let state = await stateOf(chaos); state.dials < dials + 3; state = await stateOf(chaos))
      assert.equal(state.done, 0);
    await chaos.clear();
    assert.equal(chaos.isActive("refuse") || chaos.isActive("delay"), false);
    await get(chaos, "/count?to=2");
    await counted(chaos, 2);
  });

  test("a delay slows each message down", async () => {
    const slow = await chaos.inject(delay({ link, ms: 40, direction: "up" }));
    await get(chaos, "/count?to=4");
    const took = await counted(chaos, 4);
    assert.ok(took >= 4 * 40 - 10, `four messages took ${took} ms`);
    await slow[Symbol.asyncDispose]();
  });

  test("a fault that needs the held message's connection is refused: by hand there is none", async () => {
    await assert.rejects(chaos.inject(resetConnection()), (error) => isChaosError(error, "NO_HELD_MESSAGE"));
    assert.equal(chaos.isActive("reset connection"), false);
  });

  test("a dependency or role that the target has not is refused with a code", async () => {
    await assert.rejects(chaos.inject(refuse({ link: { dependency: "postgres" } })), (error) =>
      isChaosError(error, "UNKNOWN_DEPENDENCY"),
    );
    await assert.rejects(chaos.inject(kill(), { role: "worker" }), (error) => isChaosError(error, "UNKNOWN_ROLE"));
    assert.throws(
      () => chaos.url("counter", 7),
      (error) => isChaosError(error, "UNKNOWN_ROLE"),
    );
  });
});

test("closing the handle undoes what is in, the last first, and leaves nothing running", async () => {
  const undone: string[] = [];
  const named = (name: string) =>
    ownFault({
      name,
      args: {},
      fate: "release",
      uses: [],
      inject: async () => undo(() => undone.push(name)),
    });
  let url = "";
  {
    await using chaos = await openChaos(counterTarget(), { adapter: "child-process" });
    url = chaos.url("counter");
    await chaos.inject(named("first"));
    await chaos.inject(named("second"));
    await chaos.inject(partition({ link }));
    assert.equal(await isListening(url), true);
  }
  assert.deepEqual(undone, ["second", "first"]);
  assert.equal(await isListening(url), false);
});

test("an undo that fails is told when the handle closes, and still nothing is left running", async () => {
  const chaos = await openChaos(counterTarget());
  const stuck = ownFault({
    name: "stuck",
    args: {},
    fate: "release",
    uses: [],
    inject: async () =>
      undo(() => {
        throw new Error("it is stuck");
      }),
  });
  await chaos.inject(stuck);
  const url = chaos.url("counter");
  await assert.rejects(async () => chaos[Symbol.asyncDispose](), AggregateError);
  assert.equal(await isListening(url), false);
});

test("a target that does not start is refused with what its role said", async () => {
  const sound = counterTarget();
  const role = sound.roles["counter"] as Role & { readonly run: "node" };
  const mute = workerThread({ ...role, ready: { output: /never/ }, readyWithinMs: 300 });
  await assert.rejects(openChaos({ ...sound, roles: { counter: mute } }), (error) =>
    isChaosError(error, "ROLE_NOT_READY"),
  );
});
