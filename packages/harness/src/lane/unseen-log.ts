import type { Unseen, UnseenReport } from "@chaos-packs/contract";
import { now } from "../clock.ts";

/** More different reports than this are counted as one. */
const CAP = 50;

/** What links of a lane could not look at since its roles were made fresh: equal reports of one link are one entry that counts them. */
export class UnseenLog {
  readonly #entries = new Map<string, { -readonly [K in keyof Unseen]: Unseen[K] }>();

  /** From now on reports are about fresh roles. */
  begin(): void {
    this.#entries.clear();
  }

  /** In the order in which each was first reported. */
  get entries(): readonly Unseen[] {
    return [...this.#entries.values()].map((entry) => ({ ...entry }));
  }

  /** Listens to one link. */
  listen(link: Pick<Unseen, "role" | "index" | "dependency">): (report: UnseenReport) => void {
    return (report) => {
      const isKnown = this.#entries.has(keyOf(link, report));
      const { why, what } = isKnown || this.#entries.size < CAP ? report : { why: report.why, what: "other traffic" };
      const key = keyOf(link, { why, what });
      const known = this.#entries.get(key);
      if (known) known.times += 1;
      else this.#entries.set(key, { ...link, why, what, at: now(), times: 1 });
    };
  }
}

const keyOf = (
  { role, index, dependency }: Pick<Unseen, "role" | "index" | "dependency">,
  report: UnseenReport,
): string => JSON.stringify([role, index, dependency, report.why, report.what]);
