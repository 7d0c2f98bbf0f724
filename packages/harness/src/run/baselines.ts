import type { ConnectionCount, RolePromise, Target } from "@chaos-packs/contract";

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

const DEFAULT_DIALS_PER_SECOND = 20;
/** A pool fills as it likes: what a short baseline has not opened may still be opened. */
const POOL_ALLOWANCE = 8;

/** What the roles of a target promise; what the target file does not say is taken from the baselines. */
export function promisesOf(target: Target, baselines: Baselines): Readonly<Record<string, RolePromise>> {
  return Object.fromEntries(
    Object.entries(target.roles).map(
      ([role, { replicas = 1, connections = {}, dialsPerSecond = DEFAULT_DIALS_PER_SECOND }]) => {
        const most = Object.keys(target.dependencies).map((dependency) => [
          dependency,
          connections[dependency] ?? (baselines.most(role, dependency) ?? 0) + POOL_ALLOWANCE,
        ]);
        return [role, { replicas, connections: Object.fromEntries(most) as Record<string, number>, dialsPerSecond }];
      },
    ),
  );
}
