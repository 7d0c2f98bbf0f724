import { now } from "../clock.ts";
import { randomFrom } from "../random.ts";
import type { LaidToxic } from "./laid-toxic.ts";
import type { Piece } from "./piece.ts";
import { Stage, type StageEvents } from "./stage.ts";

/** What a chain is made of and whom it tells. */
export interface ChainOptions extends StageEvents {
  /** Makes the seeds of its toxics different from those of other connections and directions. */
  readonly seeds: readonly number[];
  /** Takes what has come through. */
  out(piece: Piece): void;
}

/** The toxics at work in one direction of one connection, one behind the other. */
export class Chain {
  readonly #options: ChainOptions;
  #stages: readonly Stage[] = [];

  constructor(options: ChainOptions) {
    this.#options = options;
  }

  /** Whether no toxic is at work. */
  get isEmpty(): boolean {
    return this.#stages.length === 0;
  }

  /** Whether something is on its way. */
  get isBusy(): boolean {
    return this.#stages.some((stage) => stage.isBusy);
  }

  /** The memory that is on its way, bytes. */
  get weight(): number {
    return this.#stages.reduce((sum, stage) => sum + stage.weight, 0);
  }

  /** Lets pass what may pass now. */
  run(): void {
    for (const stage of this.#stages) stage.run();
  }

  take(piece: Piece): void {
    const [first] = this.#stages;
    if (first) first.take(piece);
    else this.#options.out(piece);
  }

  /** Makes these toxics be at work, and no others. What waited before one that goes passes on to the next. */
  become(toxics: readonly LaidToxic[]): void {
    const before = this.#stages;
    const wanted = toxics.filter(({ kind }) => kind.start);
    if (before.length === 0 && wanted.length === 0) return;
    this.#stages = wanted
      .map((laid) => before.find((stage) => stage.laid === laid) ?? this.#start(laid))
      .sort((one, other) => one.laid.number - other.laid.number);
    const { out } = this.#options;
    this.#stages.forEach((stage, at) => {
      stage.next = this.#stages[at + 1]?.take ?? out;
    });
    // The last first, so that what is released from one does not overtake what is released behind it.
    for (const gone of before.filter((stage) => !this.#stages.includes(stage)).reverse()) {
      gone.next = this.#stages.find(({ laid }) => laid.number > gone.laid.number)?.take ?? out;
      gone.release();
    }
    for (const stage of this.#stages) if (!before.includes(stage)) stage.run();
  }

  /** The attributes of a toxic were changed. */
  change(laid: LaidToxic): void {
    this.#stages.find((stage) => stage.laid === laid)?.change();
  }

  /** Throws away what is on its way. */
  empty(): void {
    for (const stage of this.#stages) stage.empty();
  }

  /** Throws away what is on its way and what is to come. */
  stop(): void {
    for (const stage of this.#stages) stage.stop();
  }

  #start(laid: LaidToxic): Stage {
    const [chance, random] = [1, 2].map((each) => randomFrom(...this.#options.seeds, laid.number, each)) as [
      () => number,
      () => number,
    ];
    const pipe = laid.kind.start?.({ attributes: () => laid.attributes, random, startedAt: now() });
    return new Stage(laid, pipe ?? { decide: () => "pass" }, chance, this.#options);
  }
}
