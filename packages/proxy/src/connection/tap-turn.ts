/** The part of a tap that is for one direction. */
export interface FlowTap {
  take(bytes: Buffer): Promise<void> | undefined;
  end?: (() => Promise<void> | undefined) | undefined;
}

/** What a tap's turns tell of. */
export interface TapTurnEvents {
  /** The tap thinks, and nothing more may come. */
  begins(): void;
  /** It has done. */
  ends(): void;
  /** It has thrown. */
  fails(error: unknown): void;
}

/** The turns of a tap in one direction. */
export class TapTurn {
  readonly #events: TapTurnEvents;
  #isBusy = false;

  constructor(events: TapTurnEvents) {
    this.#events = events;
  }

  /** Whether the tap thinks. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Gives the tap its turn; `then` is called when it has done, at once if it could. */
  give(turn: () => Promise<void> | undefined, then?: () => void): void {
    try {
      const busy = turn();
      if (busy) this.#wait(busy, then);
      else then?.();
    } catch (error) {
      this.#events.fails(error);
    }
  }

  #wait(busy: Promise<void>, then?: () => void): void {
    this.#isBusy = true;
    this.#events.begins();
    busy.then(
      () => {
        this.#isBusy = false;
        then?.();
        this.#events.ends();
      },
      (error: unknown) => this.#events.fails(error),
    );
  }
}
