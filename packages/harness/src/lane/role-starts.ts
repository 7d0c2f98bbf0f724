/**
 * The starts of roles in a session, on all of its lanes. A role that never starts at all is a failure of the whole run; one
 * that has started before, or starts elsewhere, fails a single scenario.
 */
export class RoleStarts {
  readonly #ready = new Set<string>();
  readonly #starting = new Map<string, Set<Promise<void>>>();
  readonly #hopeless = new WeakSet<object>();

  /** Starts a replica of a role; rejects as the start does, once it is known whether it succeeds on another lane. */
  async start(role: string, start: () => Promise<void>): Promise<void> {
    const starting = this.#starting.get(role) ?? new Set();
    this.#starting.set(role, starting);
    const own = start();
    starting.add(own);
    try {
      await own;
      this.#ready.add(role);
    } catch (error) {
      starting.delete(own);
      while (!this.#ready.has(role) && starting.size > 0) await Promise.race([...starting].map(settled));
      if (!this.#ready.has(role) && error instanceof Error) this.#hopeless.add(error);
      throw error;
    } finally {
      starting.delete(own);
    }
  }

  /** Whether this error comes from a role that never started on any lane. */
  isHopeless(error: unknown): boolean {
    return error instanceof Error && this.#hopeless.has(error);
  }
}

const settled = (promise: Promise<void>): Promise<void> => promise.catch(() => {});
