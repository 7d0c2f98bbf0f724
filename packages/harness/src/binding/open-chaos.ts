import {
  amountIn,
  ChaosError,
  type Fault,
  type Link,
  type LinkRef,
  type Own,
  type ReplicaRef,
  type Target,
  type World,
} from "@chaos-packs/contract";
import { whyNoOwnServer } from "../checks/why-no-own-server.ts";
import { Lane } from "../lane/lane.ts";
import { replicaOf } from "../lane/own-connections.ts";
import type { Replica } from "../lane/replica.ts";
import { newSeed, randomFrom } from "../random.ts";
import { momentMatcher } from "../run/moment-matcher.ts";
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
  const hits = new Map<string, number>();

  async function inject(fault: Fault, struck: StruckByHand = {}): Promise<AsyncDisposable> {
    const world = worldByHand(lane, struck, random, signal);
    refuseUnbreakable(fault, lane, struck);
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
    url: (role, index) => replicaOf(lane.replicas, role, index).url,
    replica: (role, index) => replicaOf(lane.replicas, role, index),
    inject,
    isActive: (name) => active.some((each) => each.name === name),
    stats: (name) => ({ hits: hits.get(name) ?? 0, active: active.filter((each) => each.name === name).length }),
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

/** A world with no held message: "struck" is what the test names, or else every replica and link. */
function worldByHand(
  lane: Lane,
  { role, index = 0, dependency }: StruckByHand,
  random: () => number,
  signal: AbortSignal,
): World {
  if (role !== undefined) replicaOf(lane.replicas, role, index);
  const replicas = (which: ReplicaRef): readonly Replica[] =>
    role === undefined ? lane.replicas : lane.replicasOf(which, { role, index });
  const links = (link: LinkRef, of: ReplicaRef): readonly Link[] => {
    const names =
      link === "struck" && dependency === undefined
        ? Object.keys(lane.session.servers)
        : lane.dependenciesOf(link, dependency ?? "");
    const stranger = names.find((name) => !(name in lane.session.servers));
    if (stranger !== undefined) throw unknownDependency(stranger, Object.keys(lane.session.servers));
    return replicas(of).flatMap((replica) => names.flatMap((name) => replica.links[name] ?? []));
  };
  const connection = { reset: refuseHeldMessage, close: refuseHeldMessage };
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
    servers: (link) => lane.control(serverMeant(lane, link, dependency)),
    moments: (anchor) => momentMatcher(lane.session.target.capabilities, anchor, new Map()),
    amounts: (amount) =>
      amountIn(
        Object.fromEntries(lane.session.target.capabilities.map(({ capability, traits }) => [capability.name, traits])),
        amount,
      ),
  };
}

/** The dependency that a fault by hand means by "struck": that which the test names, or the only one. */
function serverMeant(lane: Lane, link: LinkRef, dependency: string | undefined): string {
  const known = Object.keys(lane.session.servers);
  const [only = "", ...others] = known;
  const meant = lane.dependenciesOf(link, dependency ?? (others.length === 0 ? only : ""))[0] ?? "";
  if (!known.includes(meant)) throw unknownDependency(meant, known);
  return meant;
}

/** Of a test by hand there is only one lane, so a server of ours is its own. */
function refuseUnbreakable({ name, breaks = [] }: Fault, lane: Lane, { dependency }: StruckByHand): void {
  const why = whyNoOwnServer(
    breaks.map((link) => serverMeant(lane, link, dependency)),
    lane.session,
  );
  if (why === undefined) return;
  throw new ChaosError("SERVER_NOT_OURS", {
    expected: `${name} to have a server that may be broken`,
    came: why,
    todo: "Run without that URL, so that a server is started, or use a fault on links.",
  });
}

const unknownDependency = (name: string, known: readonly string[]): ChaosError =>
  new ChaosError("UNKNOWN_DEPENDENCY", {
    expected: `a fault to name one of the dependencies ${known.join(", ")}`,
    came: name === "" ? "it names none, and by hand nothing is struck" : `"${name}"`,
    todo: "Name a dependency of the target file: { link: { dependency } } for the fault, or { dependency } beside it.",
  });

function refuseHeldMessage(): never {
  throw new ChaosError("NO_HELD_MESSAGE", {
    expected: "a fault that strikes roles, links or servers",
    came: "one that strikes the connection of a held message, and by hand none is held",
    todo: 'Use failConnections({ how: "rst", at: "now", link: { dependency } }), or a scenario with an anchor.',
  });
}
