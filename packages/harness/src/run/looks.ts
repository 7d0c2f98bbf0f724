import { type Client, isChaosError, type Workload } from "@chaos-packs/contract";
import { byDeadline } from "../by-deadline.ts";
import type { Recorder } from "./recorder.ts";

/** Longer than any single act of its client has. */
const GRACE_MS = 500;

/** When a workload acts. */
export type During = "run" | "probe" | "settle";

interface LooksOptions {
  readonly workload: Workload;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
  clientOf(during: During): Client<never, never>;
}

/** Lets a workload act, and keeps what went wrong with it. Never throws. */
export class Looks {
  /** What kept the workload from being completed. */
  readonly problems: string[] = [];
  /** What the harness itself failed at. */
  readonly trouble: string[] = [];
  /** All errors that a look has met itself. */
  readonly met = new Set<unknown>();
  /** A mistake of the target file, which every scenario would meet. */
  mistake: Error | undefined;
  readonly #options: LooksOptions;

  constructor(options: LooksOptions) {
    this.#options = options;
  }

  async take(during: During): Promise<void> {
    const { workload, recorder, signal, clientOf } = this.#options;
    try {
      const acting = workload[during]?.(clientOf(during));
      if (!acting) return;
      await byDeadline(`the workload's ${during}`, acting, { signal, lateMs: GRACE_MS });
    } catch (error) {
      if (isChaosError(error, "UNKNOWN_ROLE")) this.mistake ??= error;
      this.met.add(error);
      const what = `the workload's ${during} was not completed: ${messageOf(error)}`;
      const isOurs = !signal.aborted && recorder.isOwnFailure(error);
      (isOurs ? this.trouble : this.problems).push(what);
    }
    if (signal.aborted) recorder.cutOff(during);
  }
}

/** What an error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
