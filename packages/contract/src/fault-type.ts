import { ChaosError } from "./chaos-error.ts";
import { schemaProblem } from "./check-schema.ts";
import type { Fault } from "./fault.ts";
import type { Json } from "./json.ts";
import type { Kind } from "./kind.ts";
import { type Ports, type World, worldOfKind } from "./ports.ts";
import type { Schema } from "./schema.ts";

/** A fault as it stands in a schedule that is JSON. */
export interface FaultData {
  readonly name: string;
  readonly args: Json;
}

/** A fault that an argument of another names: itself, or as data. */
type FaultOf = (named: FaultData) => Fault;

/** A type of fault: called with its arguments it makes a fault, and it knows its name and what its arguments are. */
export interface FaultType<G extends readonly unknown[] = never> {
  (...given: G): Fault;
  /** Under which schedules name it. No two types of the contract, a target's kinds and its packs have one name. */
  readonly name: string;
  readonly args: Schema;
  /** Makes it from its arguments as JSON; `faultOf` makes those that they name. Throws BAD_FAULT_ARGS. */
  fromJson(args: Json, faultOf: FaultOf): Fault;
}

/** What a fault does, and what must be known of it before it is injected. */
export interface FaultBody<P extends keyof Ports = keyof Ports, K extends Kind = Kind>
  extends Pick<Fault, "fate" | "strikes" | "breaks" | "understands" | "amounts" | "moments" | "prepare"> {
  /** Default: what the type uses. */
  readonly uses?: readonly (keyof Ports)[];
  inject(world: World<P, K>): Promise<AsyncDisposable>;
}

type Filled<A, D> = Omit<A, keyof D> & Required<Pick<A, keyof D & keyof A>>;
type Given<A, D> = Omit<A, keyof D> & Partial<Pick<A, keyof D & keyof A>>;
type Parameter<A> = Partial<A> extends A ? [args?: A] : [args: A];

/** What a type of fault is made of. */
export interface FaultTypeSpec<A, D extends Partial<A>, P extends keyof Ports, K extends Kind> {
  readonly name: string;
  /** What its arguments are; what JSON cannot hold (a function, a regular expression) is none. */
  readonly args: Schema<A>;
  /** What they are when they are not given. */
  readonly defaults?: D;
  /** For people; default its name. */
  label?(args: Filled<A, D>, faultOf: FaultOf): string;
  /** The kind of dependency whose protocol it speaks: it strikes no other, and its ports are those of the kind. */
  readonly kind?: K;
  readonly uses: readonly P[];
  /** Makes the fault. It may throw for arguments that do not go together. */
  make(args: Filled<A, D>, faultOf: FaultOf): FaultBody<P, K>;
}

/** The same, with arguments that authors give in another form. */
interface WithOwnCall<A, G extends readonly unknown[]> {
  /** What an author gives, as arguments. */
  from(...given: G): A;
}

/**
 * Defines a type of fault: a name, the schema of its arguments, and what makes the fault of them. The result is called by
 * authors of scenarios, and by its name `{ name, args }` in JSON becomes the same fault again.
 *
 * @example
 * export const loseTheAnswer = defineFaultType({
 *   name: "lose the answer",
 *   args: object({ resets: integer({ minimum: 1 }) }),
 *   uses: ["links"],
 *   make: ({ resets }) => ({
 *     fate: "drop",
 *     strikes: ["struck"],
 *     inject: async ({ links }) => undoAll(await Promise.all(links("struck", "struck").map((link) => …))),
 *   }),
 * });
 * loseTheAnswer({ resets: 2 });
 */
export function defineFaultType<
  A,
  const G extends readonly unknown[],
  const P extends keyof Ports,
  const D extends Partial<A> = Readonly<Record<never, never>>,
  K extends Kind = Kind,
>(spec: FaultTypeSpec<A, D, P, K> & WithOwnCall<A, G>): FaultType<G>;
export function defineFaultType<
  A,
  const P extends keyof Ports,
  const D extends Partial<A> = Readonly<Record<never, never>>,
  K extends Kind = Kind,
>(spec: FaultTypeSpec<A, D, P, K>): FaultType<Parameter<Given<A, D>>>;
export function defineFaultType(
  spec: FaultTypeSpec<unknown, object, keyof Ports, Kind> & Partial<WithOwnCall<unknown, readonly unknown[]>>,
): FaultType<readonly unknown[]> {
  const { name, kind, defaults = {}, uses } = spec;
  const args: Schema = "properties" in spec.args ? { ...spec.args, additionalProperties: false } : spec.args;
  const check = (given: Json): Json => {
    const problem = schemaProblem(args, given);
    if (problem) throw badArgs(name, problem);
    return given;
  };
  const make = (given: unknown, faultOf: FaultOf): Fault => {
    const filled = Array.isArray(given) ? given : { ...defaults, ...(given as object) };
    const body = spec.make(filled, faultOf);
    const { fate, strikes, breaks, amounts, moments } = body;
    const understands = body.understands ?? (kind && strikes?.map((link) => ({ link, kind: kind.kind })));
    return {
      name,
      args: check(asJson(filled) as Json),
      label: spec.label?.(filled, faultOf) ?? name,
      fate,
      uses: body.uses ?? uses,
      ...(strikes && { strikes }),
      ...(breaks && { breaks }),
      ...(understands && { understands }),
      ...(amounts && { amounts }),
      ...(moments && { moments }),
      ...(body.prepare && { prepare: (world) => body.prepare?.(world) ?? Promise.resolve() }),
      inject: async (world) => body.inject(kind ? worldOfKind(world, kind.kind) : world),
    };
  };
  const type = (...given: readonly unknown[]): Fault =>
    make(spec.from ? spec.from(...given) : (given[0] ?? {}), (named) => named as Fault);
  return Object.defineProperties(type as FaultType<readonly unknown[]>, {
    name: { value: name },
    args: { value: args, enumerable: true },
    fromJson: { value: (given: Json, faultOf: FaultOf) => make(check(given), faultOf) },
  });
}

/** Arguments as JSON: a fault among them is its name and its own arguments, and what is undefined is left out. */
function asJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  if ("inject" in value && "name" in value && "args" in value) return { name: value.name, args: value.args };
  const kept = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(kept.map(([key, each]) => [key, asJson(each)]));
}

const badArgs = (name: string, { path, expected, came }: NonNullable<ReturnType<typeof schemaProblem>>): ChaosError =>
  new ChaosError("BAD_FAULT_ARGS", {
    expected: `${path === "" ? "args" : `args.${path}`} of "${name}" to be ${expected}`,
    came,
    todo: "Correct the arguments of the fault; all of them are data that JSON can hold.",
  });
