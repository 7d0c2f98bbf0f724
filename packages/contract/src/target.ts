import type { Scope } from "./anchor.ts";
import type { Capability, CapabilitySpec, InputOf, OutputOf, SentOn, TraitValues } from "./capability.ts";
import type { DependencyKind, OwnOf } from "./dependency.ts";
import type { Json } from "./json.ts";
import type { MomentPattern } from "./link.ts";
import type { Role } from "./role.ts";
import type { Described } from "./schema.ts";
import type { StreamRequest } from "./stream-request.ts";

type Dependencies = Readonly<Record<string, DependencyKind>>;

/** An HTTP request to a role, before its address is known. */
export interface RoleRequest {
  readonly role: string;
  /** Which replica; default the first. */
  readonly index?: number;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The harness's own way to the dependencies of a lane and to the target's roles. */
export type Own<D extends Dependencies = Dependencies> = { readonly [K in keyof D]: OwnOf<D[K]> } & {
  /** Sends a request to a role; resolves with status and decoded JSON body (text when it is not JSON). Rejects when the signal aborts. */
  request(
    request: RoleRequest,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly status: number; readonly body: Json }>;
  /** The folder of a replica. */
  directory(role: string, index: number): string;
};

/** Log lines of any role that match, as they come. */
export interface LogStream {
  readonly from: "log";
  readonly pattern: RegExp;
  read(match: RegExpExecArray, role: string): Json | undefined;
}

/** Something that arrives by itself over a dependency's own connection; `subscribe` resolves when it is listening. */
export interface DependencyStream {
  readonly from: "dependency";
  readonly dependency: string;
  subscribe(own: never, emit: (value: Json) => void): Promise<AsyncDisposable>;
}

/** A request, and what its answer means as the output of an operation. */
export interface MappedRequest<Output> {
  readonly request: RoleRequest;
  /**
   * Sees every answer with a status below 300 and, when it takes the status, below 500: one that does not look at it would
   * take every body for a success. undefined: this answer is none, and the operation failed with its status; so it did when, from status 300 on, this throws or makes something that does not fit the operation's output. For "absent" by 404:
   * `answer: (body, status) => (status === 404 ? { state: "absent" } : body)`. Without `answer` only what is below 300 is an answer.
   */
  answer(body: never, status: number): Output | undefined;
}

type OperationBinding<P> = P extends { readonly stream: true }
  ? (input: InputOf<P>) => StreamRequest<OutputOf<P>, SentOn<P>>
  : (input: InputOf<P>) => RoleRequest | MappedRequest<OutputOf<P>>;
/** Its signal aborts when the scenario's deadline is over. */
type LookBinding<P, D extends Dependencies> = P extends { readonly stream: true }
  ? LogStream | DependencyStream
  : (own: Own<D>, input: InputOf<P>, signal: AbortSignal) => Promise<OutputOf<P>>;

/** Where on a target's wire a moment is seen. */
export type MomentMapping<S = Scope> = MomentPattern<never, S> | readonly MomentPattern<never, S>[] | null;

/** What a pattern must tell of a moment: the keys of its scope. Values are compared as text. */
type ScopeTold<S> = { readonly [K in keyof S]: string | number };

/** The patterns of a mapping; none when the target has no such moment. */
export const patternsOf = (mapping: MomentMapping | undefined): readonly MomentPattern<never>[] =>
  mapping === null || mapping === undefined ? [] : "scopeOf" in mapping ? [mapping] : mapping;

/** How a target serves a capability. What it does not have is left out, or null. */
export interface CapabilityMapping<C extends CapabilitySpec, D extends Dependencies = Dependencies> {
  /** The roles that serve it: only they are started, struck and judged in its runs. Default all. */
  readonly roles?: readonly string[];
  readonly operations?: { readonly [K in keyof C["operations"]]?: OperationBinding<C["operations"][K]> | null };
  readonly observations?: { readonly [K in keyof C["observations"]]?: LookBinding<C["observations"][K], D> | null };
  readonly arrangements?: { readonly [K in keyof C["arrangements"]]?: LookBinding<C["arrangements"][K], D> | null };
  /** What the target promises; null, or left out: nothing. */
  readonly traits?: { readonly [K in keyof C["traits"]]?: number | null };
  /** A pattern; several when it may be seen on the wire of one dependency or another. */
  readonly moments?: {
    readonly [K in keyof C["moments"]]?: MomentMapping<ScopeTold<Described<C["moments"][K]["scope"]>>>;
  };
  /** Each measures once, over the harness's own connections. */
  readonly series?: {
    readonly [K in keyof NonNullable<C["series"]>]?: ((own: Own<D>, signal: AbortSignal) => Promise<number>) | null;
  };
}

/** A mapping as the harness uses it: no longer typed by the capability. */
export interface CapabilityBinding {
  readonly capability: Capability;
  readonly roles?: readonly string[];
  readonly operations: Readonly<
    Record<string, ((input: never) => RoleRequest | MappedRequest<unknown> | StreamRequest) | null | undefined>
  >;
  readonly observations: Readonly<
    Record<
      string,
      | ((own: never, input: never, signal: AbortSignal) => Promise<unknown>)
      | LogStream
      | DependencyStream
      | null
      | undefined
    >
  >;
  readonly arrangements: Readonly<
    Record<string, ((own: never, input: never, signal: AbortSignal) => Promise<unknown>) | null | undefined>
  >;
  readonly traits: TraitValues;
  readonly moments: Readonly<Record<string, MomentMapping | undefined>>;
  readonly series: Readonly<Record<string, ((own: never, signal: AbortSignal) => Promise<number>) | null | undefined>>;
}

/** Binds a capability to a target's own routes and wire; by its dependencies the harness's own connections are typed. */
export const bindCapability = <C extends CapabilitySpec, D extends Dependencies>(
  capability: Capability<C>,
  _dependencies: D,
  mapping: CapabilityMapping<C, D>,
): CapabilityBinding => ({ capability, ...nothing, ...mapping }) as unknown as CapabilityBinding;

const nothing = { operations: {}, observations: {}, arrangements: {}, traits: {}, moments: {}, series: {} };

/** The operations, observations and arrangements that a target offers. */
export const partsOffered = ({
  operations,
  observations,
  arrangements,
}: Pick<CapabilityBinding, "operations" | "observations" | "arrangements">): readonly string[] =>
  [operations, observations, arrangements].flatMap((of) => Object.keys(of).filter((name) => of[name]));

/** The moments of which a target keeps something of the message. */
export const momentsDetailed = ({ moments }: Pick<CapabilityBinding, "moments">): readonly string[] =>
  Object.keys(moments).filter((moment) => patternsOf(moments[moment]).some(({ detailOf }) => detailOf !== undefined));

/** The dependencies on whose wire a target shows each moment that it has. */
export const momentsShown = ({
  moments,
}: Pick<CapabilityBinding, "moments">): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(moments).flatMap(([moment, mapping]) => {
      const on = [...new Set(patternsOf(mapping).map(({ dependency }) => dependency))];
      return on.length === 0 ? [] : [[moment, on]];
    }),
  );

/** Where the source of the service is, for whoever changes it to see whether a mistake is caught (`defineDefect`). */
export interface Source {
  /** What the files of edits are named from. */
  readonly folder: URL;
  /**
   * A program and its arguments that end with 0 when the service, once edited, can be run: `["tsc", "--noEmit"]`. It runs in
   * a copy of the folder, with the programs of its `node_modules/.bin` at hand; `{files}` stands for the edited files:
   * `["python3", "-m", "py_compile", "{files}"]`. Default: JavaScript and TypeScript are parsed.
   */
  readonly check?: readonly string[];
}

/** The service under test. */
export interface Target<D extends Dependencies = Dependencies> {
  readonly name: string;
  readonly dependencies: D;
  readonly roles: Readonly<Record<string, Role<keyof D & string>>>;
  readonly capabilities: readonly CapabilityBinding[];
  /** Hosts beside loopback that may be spoken to, because somebody has thought about it. */
  readonly allowHosts?: readonly string[];
  /** Needed only to prove that defects are caught. */
  readonly source?: Source;
}

/** The roles of a target that serve a capability: those that its binding names, or all. */
export const rolesServing = (target: Pick<Target, "roles">, { roles }: Pick<CapabilityBinding, "roles">) =>
  Object.fromEntries(Object.entries(target.roles).filter(([name]) => roles?.includes(name) ?? true)) as Target["roles"];

/**
 * Defines a target. With its dependencies before the rest, the type checker knows which addresses its roles are given.
 * @example defineTarget({ postgres: postgres({ schema }) }, { name, roles: { api: workerThread({ env: ({ url }) => … }) }, … })
 */
export function defineTarget<const D extends Dependencies>(
  dependencies: D,
  target: Omit<Target<D>, "dependencies">,
): Target;
export function defineTarget(target: Target): Target;
export function defineTarget(first: Dependencies | Target, rest?: Omit<Target, "dependencies">): Target {
  return rest ? { ...rest, dependencies: first as Dependencies } : (first as Target);
}

/** Log lines that match, for a stream observation. */
export const logLines = (pattern: RegExp, read: LogStream["read"] = (match) => match[0]): LogStream => ({
  from: "log",
  pattern,
  read,
});
