import type { Edge, Scope } from "./anchor.ts";
import { ChaosError } from "./chaos-error.ts";
import type { Json } from "./json.ts";
import type { ReplicaId } from "./replica-id.ts";
import type { Stall } from "./stall.ts";
import type { Unit } from "./unit.ts";
import type { Unseen } from "./unseen.ts";

/** How an operation or a look ended. `unknown`: no answer came, so it may have happened or not. */
export type Result =
  | { readonly status: "ok"; readonly output: Json }
  | {
      readonly status: "failed";
      readonly error: string;
      readonly httpStatus?: number;
      /** Of the answer, names in lower case. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Of the answer, decoded; text when it is not JSON. */
      readonly body?: Json;
    }
  | { readonly status: "unknown"; readonly error: string };

/** Something that a client did. All times are ms since the scenario began. */
export interface Operation {
  /** Of which capability; in a history made by hand it may be left out. */
  readonly capability?: string;
  readonly client: string;
  readonly name: string;
  readonly input: Json;
  readonly calledAt: number;
  readonly returnedAt: number;
  readonly result: Result;
  /** It had not settled when its deadline, this long after `calledAt`, was over. */
  readonly overdue?: boolean;
  /** The client itself gave it up, at `returnedAt`. */
  readonly hungUp?: boolean;
  /** The scenario's deadline ended it, at `returnedAt`, before its own was over: the service is not to blame. */
  readonly cutOff?: boolean;
}

/** How a stream ended: the client hung up, the service said goodbye, or the connection was lost without a word. */
export interface StreamEnd {
  readonly by: "client" | "service" | "lost";
  /** For people. */
  readonly reason: string;
  /** Of a WebSocket that was closed with one (https://www.iana.org/assignments/websocket). */
  readonly code?: number;
}

/** An operation that stays open. Its `result` (whose output is null) says whether it came to stand, at `returnedAt`. */
export interface StreamRecord extends Operation {
  /** Counts the streams of a run, from 1. */
  readonly id: number;
  /** What arrived, in its order. */
  readonly items: readonly { readonly at: number; readonly value: Json }[];
  /** What the client said once it was open. */
  readonly sent: readonly { readonly at: number; readonly value: Json }[];
  /** When the client read nothing; without `to` it never read again. */
  readonly stalled: readonly { readonly from: number; readonly to?: number }[];
  /** Absent when it never came to stand. What was still open at the end of the run was then ended by the client. */
  readonly ended?: StreamEnd & { readonly at: number };
}

/** Something seen from outside, asked for or (a stream) come by itself. */
export interface Observation {
  /** Of which capability; in a history made by hand it may be left out. */
  readonly capability?: string;
  readonly name: string;
  /** Which look of the workload asked: run, probe (at an injection or heal) or settle (the last one); `stream` when it came by itself. */
  readonly during: "run" | "probe" | "settle" | "stream";
  readonly input: Json;
  readonly calledAt: number;
  readonly returnedAt: number;
  readonly result: Result;
}

/** A state that was planted. */
export interface Arrangement {
  /** Of which capability; in a history made by hand it may be left out. */
  readonly capability?: string;
  readonly name: string;
  readonly input: Json;
  readonly at: number;
  readonly output: Json;
}

/** A moment seen on the wire, whether or not a fault hung on it. */
export interface MomentSeen {
  readonly capability: string;
  readonly moment: string;
  readonly scope: Scope;
  readonly edge: Edge;
  readonly at: number;
  readonly by: ReplicaId;
  /** The code of the error that the server answered with, at the edge `after`. */
  readonly failed?: string;
  /** What a pattern chose to keep of the message (the body of an event). */
  readonly detail?: Json;
}

/** A fault going in or being undone. */
export interface FaultEvent {
  readonly name: string;
  /** What it was made with, as in the schedule; in a history made by hand it may be left out. */
  readonly args?: Json;
  /** Position of the step in the schedule. */
  readonly step: number;
  readonly phase: "injected" | "healed";
  /** When it was in, or undone. */
  readonly at: number;
  /** When it began to go in, or to be undone; in a history made by hand it may be left out. */
  readonly begunAt?: number;
  readonly struck: ReplicaId;
}

/** The end of one life of a replica. */
export interface Exit {
  readonly by: ReplicaId;
  readonly at: number;
  /** Whether the harness had asked for it (kill, stop). */
  readonly asked: boolean;
  readonly how: "killed" | "ended" | "crashed";
  /** Exit code, signal or error, for people. */
  readonly reason: string;
}

/** A connection of a replica to a dependency: `dialled` when it reached the link, `refused` when a fault turned it away. */
export interface ConnectionEvent {
  readonly by: ReplicaId;
  readonly dependency: string;
  readonly phase: "dialled" | "refused" | "closed";
  /** Tells the connections of one replica to one dependency apart, through all of its lives. */
  readonly connection?: number;
  readonly at: number;
}

/** Open connections of one replica to one dependency. */
export interface ConnectionCount {
  readonly role: string;
  readonly index: number;
  readonly dependency: string;
  readonly open: number;
}

/** What the target has promised about its roles, so that an invariant needs nothing but the history. */
export interface RolePromise {
  readonly replicas: number;
  /** Most connections that one replica holds, by dependency. */
  readonly connections: Readonly<Record<string, number>>;
  /** Most dials of one replica to one dependency in a second. */
  readonly dialsPerSecond: number;
  /** How long a stop may take before the replica is killed, ms, where a capability promises nothing about it. */
  readonly graceMs?: number;
  /** What of this is a default, since the target file promises nothing; absent: nothing. */
  readonly defaults?: DefaultBounds;
}

/** Bounds that nobody has promised. */
export interface DefaultBounds {
  /** Dependencies of which `connections` is one. */
  readonly connections: readonly string[];
  /** True: `graceMs` is one. */
  readonly graceMs?: boolean;
  /** By dependency, in place of `dialsPerSecond`; absent where that is promised. */
  readonly dialsPerSecond?: Readonly<Record<string, number>>;
}

/** Samples of one number, taken at regular times over the harness's own connections. */
export interface Series {
  readonly capability: string;
  readonly name: string;
  readonly unit: Unit;
  /** In the order of time; when there are too many, every second one is dropped and further ones are taken half as often. */
  readonly samples: readonly { readonly at: number; readonly value: number }[];
}

/** What one look of a workload in the end has shown; that of its run without faults is what must be there with one. */
export interface Faultless {
  readonly operations: readonly Operation[];
  readonly observations: readonly Observation[];
}

/** All that one run of a scenario has shown: plain data, and the only thing that invariants see. */
export interface History {
  readonly operations: readonly Operation[];
  /** Operations that stay open, in the order in which they were asked for. */
  readonly streams: readonly StreamRecord[];
  readonly observations: readonly Observation[];
  readonly arrangements: readonly Arrangement[];
  readonly moments: readonly MomentSeen[];
  readonly faults: readonly FaultEvent[];
  readonly exits: readonly Exit[];
  readonly connections: {
    readonly events: readonly ConnectionEvent[];
    readonly before: readonly ConnectionCount[];
    readonly after: readonly ConnectionCount[];
  };
  /** What passed without being looked at, equal reports as one. */
  readonly unseen: readonly Unseen[];
  /** What was measured again and again. */
  readonly series: readonly Series[];
  /** What the last look of the same workload came to without a fault; absent where no such run was made. */
  readonly faultless?: Faultless;
  /** Two looks in the end, both when all was quiet; absent where the last moment itself told that all is idle. */
  readonly lateLook?: { readonly first: Faultless; readonly late: Faultless };
  /** The operations, observations and arrangements that the target offers, by capability; one that is not there offers all. */
  readonly offered: Readonly<Record<string, readonly string[]>>;
  /** The dependencies on whose wire the target shows each moment, by capability and moment; a capability that is not there shows all. */
  readonly seenOn: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** The moments of which the target keeps a detail, by capability; a capability that is not there keeps one of all. */
  readonly detailed: Readonly<Record<string, readonly string[]>>;
  /** By capability, then name: what the target promises. A trait that it promises nothing about is not there. */
  readonly traits: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly roles: Readonly<Record<string, RolePromise>>;
  /** When the machine did not keep up, in the order of time. */
  readonly stalls: readonly Stall[];
  /** Which looks of the workload the scenario's deadline cut off: what they would have shown is missing. */
  readonly cutOff: readonly ("run" | "probe" | "settle")[];
  /** True: something was not recorded because the cap was reached. */
  readonly overflow: boolean;
  readonly endedAt: number;
}

/**
 * A number that the target promises, for an invariant that names it among its traits: where nothing is promised about it,
 * the invariant is skipped.
 *
 * @throws ChaosError TRAIT_NOT_PROMISED
 */
export function promised({ traits }: Pick<History, "traits">, capability: string, trait: string): number {
  const value = traits[capability]?.[trait];
  if (value !== undefined) return value;
  throw new ChaosError("TRAIT_NOT_PROMISED", {
    expected: `a history in which ${capability} promises ${trait}`,
    came: "no promise about it",
    todo: `Name "${trait}" in the \`traits\` of the invariant, so that it is skipped where nothing is promised.`,
  });
}

/** A history in which nothing happened: the ground on which examples stand. */
export const emptyHistory: History = {
  operations: [],
  streams: [],
  observations: [],
  arrangements: [],
  moments: [],
  faults: [],
  exits: [],
  connections: { events: [], before: [], after: [] },
  unseen: [],
  series: [],
  offered: {},
  seenOn: {},
  detailed: {},
  traits: {},
  roles: {},
  stalls: [],
  cutOff: [],
  overflow: false,
  endedAt: 0,
};
