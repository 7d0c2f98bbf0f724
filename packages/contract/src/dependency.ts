import type { FaultType } from "./fault-type.ts";
import type { Journal } from "./journal.ts";
import type { Kind, Offers } from "./kind.ts";
import type { Link, MomentPattern } from "./link.ts";
import type { LinkOptions } from "./link-options.ts";
import type { MessageReader } from "./message-reader.ts";
import type { Resource, ResourceOptions } from "./resource.ts";
import type { Ready } from "./role.ts";

/** A program to be run beside the roles: an upstream service of the target's own. */
export interface Program {
  readonly name: string;
  readonly run: { readonly entry: URL } | { readonly command: readonly string[]; readonly cwd?: string };
  readonly ready: Ready;
  env(at: { readonly port: number }): Readonly<Record<string, string>>;
}

/** What a kind of dependency gets to start its server with. */
export interface StartContext {
  /** The target's name of the dependency. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly seed: number;
  readonly journal: Journal;
  /** A folder for this run, on a fast disk; it is removed at the end. */
  readonly directory: string;
  /** Every moment that the target maps onto this dependency, so that a link decodes only what is wanted. */
  readonly patterns: readonly MomentPattern<never>[];
  /** Runs a program of the target's and resolves when it is ready. */
  launch(program: Program): Promise<LaunchedProgram>;
  /** A loopback port that nobody is given again in this run. */
  freePort(): Promise<number>;
}

/** A program that runs. */
export interface LaunchedProgram extends AsyncDisposable {
  readonly port: number;
}

/** The part of a server that one lane has for itself. `own` is the harness's own way to it, with no fault on it. */
export interface DependencyLane<Own = unknown, O extends Offers = Offers> extends AsyncDisposable {
  readonly own: Own;
  /** What faults on the server itself use; its kind's to say. */
  readonly control: O["control"];
  /** False: it has no wire, and is not asked for links. */
  readonly hasWire?: boolean;
  link(options: LinkOptions): Promise<Link<O["rule"]>>;
  /** What a replica has of it beside a link, or instead of one. Closed with the lane. */
  resource?(options: ResourceOptions): Promise<Resource & O["resource"]>;
  /**
   * What is wrong with the server itself, asked when no fault is on it: it has ended or does not answer by the time that the
   * signal aborts, or its disk is full. Undefined: nothing. Whatever a scenario showed then, the service is not to blame.
   */
  trouble?(signal: AbortSignal): Promise<string | undefined>;
  /**
   * Brings it back to its first state; a server that a fault has left stopped is started. Called when no replica runs. A
   * lane whose reset rejects is closed, and another is opened when one is needed.
   */
  reset(): Promise<void>;
}

/** How a lane is opened. */
export interface OpenLaneOptions {
  /** A server is started for this lane alone, so that faults may break the whole of it. Asked for only where lanes share one. */
  readonly alone?: boolean;
}

/** A real server that runs. */
export interface DependencyServer<Own = unknown, O extends Offers = Offers> extends AsyncDisposable {
  readonly version: string;
  /**
   * What its lanes stand on: each on a server of its `own`; all on one that is `shared`, unless a lane is opened `alone`; or
   * on one that was `given` by URL. Faults that break a whole server skip for `given`, and where a kind says nothing.
   */
  readonly lanesStandOn?: "own" | "shared" | "given";
  openLane(name: string, signal: AbortSignal, options?: OpenLaneOptions): Promise<DependencyLane<Own, O>>;
}

/** What a kind of dependency misses on the machine. */
export interface KindProblem {
  readonly says: string;
  readonly todo: string;
}

/** A kind of dependency, as a target names it: `postgres({ schema: "schema.sql" })`. */
export interface DependencyKind<Own = unknown, O extends Offers = Offers> extends Kind<O> {
  /** The types of its faults, by which schedules in JSON name them. */
  readonly faults?: readonly FaultType[];
  /** Looks, without starting anything, whether what its options name is there (a schema file): each problem with what to do. For `doctor`. */
  check?(): Promise<readonly KindProblem[]>;
  start(context: StartContext): Promise<DependencyServer<Own, O>>;
  /** Tells of every message on the wire of the target's dependency of that name. For `record`. */
  readMessages?(dependency: string): MessageReader;
}

/** What a kind's own connection is, from the kind. */
export type OwnOf<K> = K extends DependencyKind<infer Own> ? Own : never;
