import { after, now } from "../clock.ts";
import type { LaidToxic } from "../toxics/laid-toxic.ts";

/** What a dialler asks and tells. */
export interface DiallerOptions {
  /** The toxics that act on the connection. */
  toxics(): readonly LaidToxic[];
  /** Whether the dial must wait, however late it is. */
  isHeld(): boolean;
  /** A toxic delays the dial. */
  fires(laid: LaidToxic): void;
  dial(): void;
}

const lateness = ({ kind, attributes }: LaidToxic): number => kind.dialsLate?.(attributes) ?? 0;

/** Sees to it that a connection dials its server when its time has come. */
export class Dialler {
  readonly #options: DiallerOptions;
  readonly #fired = new Set<LaidToxic>();
  #admittedAt: number | undefined;
  #isDialled = false;
  #isStopped = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: DiallerOptions) {
    this.#options = options;
  }

  /** Whether the link has let the dial through. */
  get isAdmitted(): boolean {
    return this.#admittedAt !== undefined;
  }

  get isDialled(): boolean {
    return this.#isDialled;
  }

  admit(): void {
    this.#admittedAt = now();
    this.look();
  }

  /** Looks again whether it is time. */
  look(): void {
    if (this.#admittedAt === undefined || this.#isDialled || this.#isStopped) return;
    this.#cancelTimer?.();
    const late = this.#options.toxics().filter((laid) => lateness(laid) > 0);
    for (const laid of late) {
      if (!this.#fired.has(laid)) this.#options.fires(laid);
      this.#fired.add(laid);
    }
    const left = late.reduce((due, laid) => due + lateness(laid), this.#admittedAt) - now();
    if (left > 0) {
      this.#cancelTimer = after(left, () => this.look());
    } else if (!this.#options.isHeld()) {
      this.#isDialled = true;
      this.#options.dial();
    }
  }

  /** Never dials any more. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
  }
}
