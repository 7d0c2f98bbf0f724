import type { Fault, Laid, Own, Target } from "@chaos-packs/contract";
import { randomFrom } from "@chaos-packs/proxy";
import { Lane } from "../lane/lane.ts";
import { replicaOf } from "../lane/own-connections.ts";
import type { Replica } from "../lane/replica.ts";
import { newSeed } from "../new-seed.ts";
import { type AdapterName, openSession } from "../session.ts";
import { hitsOf } from "./count-hits.ts";
import { refuseUnbreakable, type StruckByHand, worldByHand } from "./world-by-hand.ts";

/** What became of the faults of one name. */
export interface FaultStats {
  /** How often one was put in. */
  readonly injected: number;
  /** How many are in now. */
  readonly active: number;
  /**
   * How often they struck: messages, for a fault on messages (`redis-intermittent`: the commands that got an error); connections,
   * for one on connections (`high-latency`: those that were slowed down). A fault that strikes all there is at its injection (a
   * kill, a refusal, a restart) counts once for each injection.
   */
  readonly hits: number;
}

/** A lane in the hands of a test: the target runs, faults go in and out when the test says so. Closing it leaves nothing running. */
export interface Chaos extends AsyncDisposable {
  /** The harness's own way to dependencies and roles. */
  readonly own: Own;
  /** Where a role listens. */
  url(role: string, index?: number): string;
  replica(role: string, index?: number): Replica;
  /** Puts a fault in; it stays until its undo, `clear`, or the end. */
  inject(fault: Fault, struck?: StruckByHand): Promise<AsyncDisposable>;
  isActive(name: string): boolean;
  stats(name: string): FaultStats;
  /** Undoes all that is in, the last first. */
  clear(): Promise<void>;
}

/** Runs a target for a test written by hand: `await using chaos = await openChaos(target)`. */
export async function openChaos(
  target: Target,
  {
    adapter,
    seed = newSeed(),
    signal = new AbortController().signal,
  }: { adapter?: AdapterName; seed?: number; signal?: AbortSignal } = {},
): Promise<Chaos> {
  const session = await openSession(target, { ...(adapter && { adapter }), seed, signal });
  let opened: Lane | undefined;
  try {
    opened = await Lane.open(session, "by_hand", signal);
    await opened.freshen();
  } catch (error) {
    await opened?.[Symbol.asyncDispose]();
    await session[Symbol.asyncDispose]();
    throw error;
  }
  const lane = opened;
  const random = randomFrom(seed);
  const active: { name: string; undo: AsyncDisposable }[] = [];
  /** Of each injection, what it laid on links. */
  const injected: { name: string; laid: readonly Laid[] }[] = [];

  async function inject(fault: Fault, struck: StruckByHand = {}): Promise<AsyncDisposable> {
    const laid: Laid[] = [];
    const world = worldByHand(fault, { lane, struck, random, signal, laid });
    refuseUnbreakable(fault, lane, struck);
    const entry = { name: fault.name, undo: await fault.inject(world) };
    active.push(entry);
    injected.push({ name: fault.name, laid });
    return {
      async [Symbol.asyncDispose]() {
        const at = active.indexOf(entry);
        if (at < 0) return;
        active.splice(at, 1);
        await entry.undo[Symbol.asyncDispose]();
      },
    };
  }

  async function clear(): Promise<void> {
    const errors: unknown[] = [];
    for (const { undo } of active.splice(0).reverse()) {
      try {
        await undo[Symbol.asyncDispose]();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, "not every fault could be undone");
  }

  return {
    own: lane.own,
    url: (role, index) => replicaOf(lane.replicas, role, index).url,
    replica: (role, index) => replicaOf(lane.replicas, role, index),
    inject,
    isActive: (name) => active.some((each) => each.name === name),
    stats(name) {
      const own = injected.filter((each) => each.name === name);
      return {
        injected: own.length,
        active: active.filter((each) => each.name === name).length,
        hits: own.reduce((sum, { laid }) => sum + hitsOf(laid), 0),
      };
    },
    clear,
    async [Symbol.asyncDispose]() {
      try {
        await clear();
      } finally {
        try {
          await lane[Symbol.asyncDispose]();
        } finally {
          await session[Symbol.asyncDispose]();
        }
      }
    },
  };
}
