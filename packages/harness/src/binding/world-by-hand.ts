import {
  amountIn,
  ChaosError,
  type Fault,
  type Laid,
  type Link,
  type LinkRef,
  type ReplicaRef,
  type World,
} from "@chaos-packs/contract";
import { whyNoOwnServer } from "../checks/why-no-own-server.ts";
import type { Lane } from "../lane/lane.ts";
import { ofKind } from "../lane/of-kind.ts";
import { replicaOf } from "../lane/own-connections.ts";
import type { Replica } from "../lane/replica.ts";
import { momentMatcher } from "../run/moment-matcher.ts";
import { countingLink } from "./count-hits.ts";

/** What a fault injected by hand strikes when it says "struck". */
export interface StruckByHand {
  readonly role?: string;
  readonly index?: number;
  readonly dependency?: string;
}

/** What a world by hand is made of. */
export interface ByHand {
  readonly lane: Lane;
  readonly struck: StruckByHand;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Takes note of what is laid on links. */
  readonly laid: Laid[];
}

/** A world with no held message: "struck" is what the test names, or else every replica and link. */
export function worldByHand(
  fault: Fault,
  { lane, struck: { role, index = 0, dependency }, random, signal, laid }: ByHand,
): World {
  if (role !== undefined) replicaOf(lane.replicas, role, index);
  const replicas = (which: ReplicaRef): readonly Replica[] =>
    role === undefined ? lane.replicas : lane.replicasOf(which, { role, index });
  const links = (link: LinkRef, of: ReplicaRef, kind?: string): readonly Link[] => {
    const names =
      link === "struck" && dependency === undefined
        ? understood(fault, lane)
        : lane.dependenciesOf(link, dependency ?? "");
    const stranger = names.find((name) => !(name in lane.session.servers));
    if (stranger !== undefined) throw unknownDependency(stranger, Object.keys(lane.session.servers));
    const meant = replicas(of).flatMap((replica) => names.flatMap((name) => replica.links[name] ?? []));
    ofKind(lane, names, kind);
    return meant.map((each) => countingLink(each, laid));
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
    servers(link, kind) {
      const name = serverMeant(fault, lane, link, dependency);
      ofKind(lane, [name], kind);
      return lane.control(name) as never;
    },
    resources(link, of, kind) {
      const name = serverMeant(fault, lane, link, dependency);
      ofKind(lane, [name], kind);
      return replicas(of).flatMap((replica) => replica.resources[name] ?? []) as never;
    },
    moments: (anchor) => momentMatcher(lane.session.target.capabilities, anchor, new Map()),
    amounts: (amount) =>
      amountIn(
        Object.fromEntries(lane.session.target.capabilities.map(({ capability, traits }) => [capability.name, traits])),
        amount,
      ),
  };
}

/** The dependencies that a fault may mean when the test names none: those of the kinds that it understands, or all. */
function understood({ understands = [] }: Fault, { session }: Lane): readonly string[] {
  const kinds = new Set(understands.map(({ kind }) => kind));
  const names = Object.keys(session.servers);
  return kinds.size === 0 ? names : names.filter((name) => kinds.has(session.target.dependencies[name]?.kind ?? ""));
}

/** The dependency that a fault by hand means by "struck": that which the test names, or the only one. */
function serverMeant(fault: Fault, lane: Lane, link: LinkRef, dependency: string | undefined): string {
  const known = Object.keys(lane.session.servers);
  const [only = "", ...others] = understood(fault, lane);
  const meant = lane.dependenciesOf(link, dependency ?? (others.length === 0 ? only : ""))[0] ?? "";
  if (!known.includes(meant)) throw unknownDependency(meant, known);
  return meant;
}

/** Of a test by hand there is only one lane, so a server of ours is its own. */
export function refuseUnbreakable(fault: Fault, lane: Lane, { dependency }: StruckByHand): void {
  const { name, breaks = [] } = fault;
  const why = whyNoOwnServer(
    breaks.map((link) => serverMeant(fault, lane, link, dependency)),
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
