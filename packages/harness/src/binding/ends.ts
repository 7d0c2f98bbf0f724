import type { Planned } from "../plan.ts";
import type { Finished } from "../runner.ts";

/** How the runs of a plan end: each one's end can be waited for. */
export class Ends {
  /** Resolves when one of them has ended, or all were given up. */
  readonly first: Promise<void>;
  readonly #plan: readonly Planned[];
  readonly #finished = new Map<Planned, Finished>();
  readonly #waiting = new Map<Planned, (end: Finished | undefined) => void>();
  readonly #promises: ReadonlyMap<Planned, Promise<Finished | undefined>>;

  constructor(plan: readonly Planned[]) {
    this.#plan = plan;
    this.#promises = new Map(
      plan.map((planned) => [planned, new Promise((resolve) => this.#waiting.set(planned, resolve))]),
    );
    this.first = Promise.race(this.#promises.values()).then(() => {});
    if (plan.length === 0) this.first = Promise.resolve();
  }

  /** Those that have ended, in the order of the plan. */
  get finished(): readonly Finished[] {
    return this.#plan.flatMap((planned) => this.#finished.get(planned) ?? []);
  }

  /** Resolves with nothing when it is given up. */
  of(planned: Planned): Promise<Finished | undefined> {
    return this.#promises.get(planned) as Promise<Finished | undefined>;
  }

  note(end: Finished): void {
    this.#finished.set(end.planned, end);
    this.#waiting.get(end.planned)?.(end);
  }

  /** Nothing more will end: the run itself has failed. */
  giveUp(): void {
    for (const resolve of this.#waiting.values()) resolve(undefined);
  }
}
