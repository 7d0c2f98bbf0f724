import type { Piscina } from "piscina";

/** More than all replicas of some lanes; a role that is gone for good gives way. */
const MOST = 32;

/** Pools whose one thread has the packages of a program loaded and waits. */
export class ThreadSpares implements AsyncDisposable {
  readonly #pools = new Map<string, Piscina>();

  has(key: string): boolean {
    return this.#pools.has(key);
  }

  take(key: string): Piscina | undefined {
    const pool = this.#pools.get(key);
    this.#pools.delete(key);
    // It failed before it was needed, and the pool has given up on it.
    return pool && pool.threads.length > 0 ? pool : undefined;
  }

  /** Keeps the pool for the next start; destroys it when there is one already. */
  async keep(key: string, pool: Piscina): Promise<void> {
    if (this.#pools.has(key)) return pool.destroy();
    this.#pools.set(key, pool);
    const [oldest] = this.#pools.keys();
    if (this.#pools.size > MOST && oldest !== undefined) await this.#drop(oldest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#pools.keys()].map((key) => this.#drop(key)));
  }

  async #drop(key: string): Promise<void> {
    const pool = this.#pools.get(key);
    this.#pools.delete(key);
    await pool?.destroy();
  }
}
