import type { Fault, Link, LinkRef, Own, ReplicaRef, Target, World } from "@chaos-packs/contract";
import { Lane } from "../lane/lane.ts";
import type { Replica } from "../lane/replica.ts";
import { newSeed, randomFrom } from "../random.ts";
import { type AdapterName, openSession } from "../session.ts";

/** What a fault injected by hand strikes when it says "struck". */
export interface StruckByHand {
  readonly role?: string;
  readonly index?: number;
  readonly dependency?: string;
}

/** How often a fault of this name was injected, and whether one is in now. */
export interface FaultStats {
  readonly hits: number;
  readonly active: number;
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
  let lane: Lane;
  try {
    lane = await Lane.open(session, "by_hand", signal);
    await lane.freshen();
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
  const random = randomFrom(seed);
  const active: { name: string; undo: AsyncDisposable }[] = [];
  const hits = new Map<string, number>();
  const replicaOf = (role: string, index = 0): Replica => {
    const found = lane.replicas.find(({ id }) => id.role === role && id.index === index);
    if (!found) throw new Error(`the target has no replica ${index} of a role "${role}"`);
    return found;
  };

  async function inject(fault: Fault, struck: StruckByHand = {}): Promise<AsyncDisposable> {
    const world = worldByHand(lane, struck, random, signal);
    const entry = { name: fault.name, undo: await fault.inject(world) };
    active.push(entry);
    hits.set(fault.name, (hits.get(fault.name) ?? 0) + 1);
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
    url: (role, index) => replicaOf(role, index).url,
    replica: replicaOf,
    inject,
    isActive: (name) => active.some((each) => each.name === name),
    stats: (name) => ({ hits: hits.get(name) ?? 0, active: active.filter((each) => each.name === name).length }),
    clear,
    async [Symbol.asyncDispose]() {
      try {
        await clear();
      } finally {
        await lane[Symbol.asyncDispose]();
        await session[Symbol.asyncDispose]();
      }
    },
  };
}

/** A world with no held message: "struck" is what the test names, or else every replica and link. */
function worldByHand(
  lane: Lane,
  { role, index = 0, dependency }: StruckByHand,
  random: () => number,
  signal: AbortSignal,
): World {
  const replicas = (which: ReplicaRef): readonly Replica[] =>
    role === undefined ? lane.replicas : lane.replicasOf(which, { role, index });
  const links = (link: LinkRef, of: ReplicaRef): readonly Link[] => {
    const names =
      link === "struck" && dependency === undefined
        ? Object.keys(lane.session.servers)
        : lane.dependenciesOf(link, dependency ?? "");
    return replicas(of).flatMap((replica) => names.flatMap((name) => replica.links[name] ?? []));
  };
  const connection = { reset: () => {}, close: () => {} };
  return {
    struck: {
      by: { role: role ?? "", index, incarnation: 1 },
      dependency: dependency ?? "",
      connection,
      message: undefined,
    },
    signal,
    random,
    replicas,
    links,
    servers: (link) => lane.control(lane.dependenciesOf(link, dependency ?? "")[0] ?? ""),
  };
}
