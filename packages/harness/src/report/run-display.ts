import { every, now } from "../clock.ts";
import type { Planned } from "../plan.ts";
import type { SecondTryReason } from "../run/outcome-of.ts";
import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import { causeOf, isFailure } from "./cause-of.ts";
import { describeFailure, describeSameCause } from "./describe-failure.ts";
import { progressLine } from "./progress.ts";
import { statusLine } from "./status-line.ts";

/** Where a run is shown: a terminal, a pipe, or what a test reads. */
export interface Screen {
  write(text: string): unknown;
  /** Whether one line may be drawn again and again. */
  readonly isLive: boolean;
  columns(): number;
}

/** How a run is shown. */
export interface DisplayOptions {
  readonly screen: Screen;
  readonly total: number;
  /** A line for each scenario. */
  readonly verbose: boolean;
  /** Failures in full; false where somebody else prints them. */
  readonly failures: boolean;
}

const LIVE_EVERY_MS = 500;
const LINE_EVERY_MS = 10_000;
const ERASE = "\r\u001b[K";

/** Shows a run while it goes on: at a terminal one line that is drawn anew, elsewhere a line every ten seconds; and failures as they come. */
export class RunDisplay implements Disposable {
  readonly #options: DisplayOptions;
  readonly #finished: Finished[] = [];
  readonly #running = new Set<Planned>();
  readonly #causes = new Map<string, Finished>();
  #begunAt: number | undefined;
  #ticking: Disposable | undefined;
  #isDrawn = false;

  constructor(options: DisplayOptions) {
    this.#options = options;
  }

  /** Prints lines that stay. */
  print(text: string): void {
    this.#erase();
    this.#options.screen.write(`${text}\n`);
    this.#draw();
  }

  started(planned: Planned): void {
    this.#begunAt ??= now();
    this.#running.add(planned);
    this.#ticking ??= every(this.#isLive ? LIVE_EVERY_MS : LINE_EVERY_MS, () => this.#tick());
    this.#draw();
  }

  /** It has ended, and is tried again when all others have. */
  setAside(planned: Planned, reason: SecondTryReason): void {
    this.#running.delete(planned);
    if (this.#options.verbose)
      this.print(`chaos: ${planned.pack}/${planned.title}: to be tried again, alone: ${reason}`);
    else this.#draw();
  }

  finished(end: Finished, session: Pick<Session, "seed" | "adapter">): void {
    this.#running.delete(end.planned);
    this.#finished.push(end);
    const { verbose, failures, total } = this.#options;
    if (isFailure(end) && failures) this.print(`${this.#describe(end, session)}\n`);
    else if (verbose || isFailure(end)) this.print(progressLine(end, this.#finished.length, total));
    else this.#draw();
  }

  [Symbol.dispose](): void {
    this.#ticking?.[Symbol.dispose]();
    this.#ticking = undefined;
    this.#erase();
    this.#running.clear();
  }

  get #isLive(): boolean {
    return this.#options.screen.isLive;
  }

  /** The first failure of a cause in full, the others in short. */
  #describe(end: Finished, session: Pick<Session, "seed" | "adapter">): string {
    const found = causeOf(end);
    const first = found && this.#causes.get(found.key);
    if (found && !first) this.#causes.set(found.key, end);
    return found && first
      ? describeSameCause(end, { cause: found.cause, first }, session)
      : describeFailure(end, session);
  }

  #tick(): void {
    if (this.#isLive) this.#draw();
    else this.#options.screen.write(`${this.#status()}\n`);
  }

  #draw(): void {
    if (!this.#isLive || !this.#ticking) return;
    // The last column is left free: a terminal that wraps there could not erase the line.
    this.#options.screen.write(`${ERASE}${this.#status(this.#options.screen.columns() - 1)}`);
    this.#isDrawn = true;
  }

  #erase(): void {
    if (!this.#isDrawn) return;
    this.#options.screen.write(ERASE);
    this.#isDrawn = false;
  }

  #status(columns?: number): string {
    const { total } = this.#options;
    const elapsedMs = now() - (this.#begunAt ?? now());
    return statusLine({ total, finished: this.#finished, running: [...this.#running], elapsedMs }, columns);
  }
}
