/** Passes what happens on to whoever listens at that moment. */
export class Feed<T> {
  readonly #listeners = new Set<(event: T) => void>();

  publish(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The function returned ends it. */
  subscribe(listener: (event: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
