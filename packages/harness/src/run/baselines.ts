import { type ConnectionCount, patternsOf, type RolePromise, type Target } from "@chaos-packs/contract";
import { DEFAULT_GRACE_MS } from "../lane/replica.ts";

/** What the faultless baselines have shown: the most connections of one replica, by `role/dependency`. */
export class Baselines {
  readonly #most = new Map<string, number>();

  note(counts: readonly ConnectionCount[]): void {
    for (const { role, dependency, open } of counts) {
      const key = `${role}/${dependency}`;
      this.#most.set(key, Math.max(open, this.#most.get(key) ?? 0));
    }
  }

  most(role: string, dependency: string): number | undefined {
    return this.#most.get(`${role}/${dependency}`);
  }
}

/** Dials in a second where nobody has promised anything, of a small pool. */
const DEFAULT_DIALS_PER_SECOND = 20;
/** A larger pool may be filled so many times in a second. */
const FILLS_PER_SECOND = 2;
/** A pool fills as it likes: what a short baseline has not opened may still be opened. */
const POOL_ALLOWANCE = 8;

/**
 * What the roles of a target promise. What the target file does not say is a default bound, made from the pool sizes that its
 * capabilities promise (traits with `connectionsOf`) and from what the baselines have shown.
 */
export function promisesOf(target: Target, baselines: Baselines): Readonly<Record<string, RolePromise>> {
  return Object.fromEntries(
    Object.entries(target.roles).map(([role, { replicas = 1, connections = {}, dialsPerSecond, graceMs }]) => {
      const dependencies = Object.keys(target.dependencies);
      const poolOf = (dependency: string): number =>
        connections[dependency] ??
        Math.max(poolPromised(target, role, dependency), baselines.most(role, dependency) ?? 0);
      const most = dependencies.map((each) => [each, connections[each] ?? poolOf(each) + POOL_ALLOWANCE]);
      const dials = dependencies.map((each) => [
        each,
        Math.max(DEFAULT_DIALS_PER_SECOND, FILLS_PER_SECOND * poolOf(each)),
      ]);
      const promise: RolePromise = {
        replicas,
        connections: Object.fromEntries(most) as Record<string, number>,
        dialsPerSecond: dialsPerSecond ?? DEFAULT_DIALS_PER_SECOND,
        graceMs: graceMs ?? DEFAULT_GRACE_MS,
        defaults: {
          connections: dependencies.filter((each) => connections[each] === undefined),
          graceMs: graceMs === undefined,
          ...(dialsPerSecond === undefined && { dialsPerSecond: Object.fromEntries(dials) as Record<string, number> }),
        },
      };
      return [role, promise];
    }),
  );
}

/** The most connections to a dependency that a trait of some capability which the role serves promises; 0 when none does. */
function poolPromised({ capabilities }: Target, role: string, dependency: string): number {
  const sizes = capabilities
    .filter(({ roles }) => roles?.includes(role) ?? true)
    .flatMap(({ capability, traits, moments }) =>
      Object.entries(capability.traits).flatMap(([name, { connectionsOf }]) => {
        const isThere =
          connectionsOf !== undefined &&
          patternsOf(moments[connectionsOf]).some((pattern) => pattern.dependency === dependency);
        return isThere ? [traits[name] ?? 0] : [];
      }),
    );
  return Math.max(0, ...sizes);
}
