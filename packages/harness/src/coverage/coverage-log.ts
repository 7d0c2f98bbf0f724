import { type CoveredScript, coverScripts } from "./cover-scripts.ts";
import type { Coverage, RanWhen } from "./coverage.ts";
import { Lives } from "./lives.ts";

/** What the lives of roles that are Node modules ran, kept apart by whether a fault struck in their run. */
export class CoverageLog implements Coverage {
  /** By URL. */
  readonly scripts = new Map<string, CoveredScript>();
  readonly #lives: Lives;

  constructor(folder: string) {
    this.#lives = new Lives(folder);
  }

  file(lane: string): string {
    return this.#lives.file(lane);
  }

  async note(lane: string, when: RanWhen): Promise<void> {
    coverScripts(this.scripts, await this.#lives.take(lane), when);
  }
}
