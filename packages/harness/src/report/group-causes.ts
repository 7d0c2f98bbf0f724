import type { Finished } from "../runner.ts";
import { type Cause, causeOf } from "./cause-of.ts";

/** One cause, with every scenario that failed for it, the first of which shows it. */
export interface CauseGroup extends Cause {
  readonly failed: readonly [Finished, ...Finished[]];
}

/** Failures by cause, those with most scenarios first. */
export function groupCauses(finished: readonly Finished[]): readonly CauseGroup[] {
  const groups = new Map<string, CauseGroup>();
  for (const each of finished) {
    const cause = causeOf(each);
    if (!cause) continue;
    const known = groups.get(cause.key);
    if (!known) groups.set(cause.key, { ...cause, failed: [each] });
    else groups.set(cause.key, { ...known, failed: [...known.failed, each] });
  }
  return [...groups.values()].sort((a, b) => b.failed.length - a.failed.length);
}

/** The scenarios of a cause, each once, whatever its variants and repetitions. */
export const scenariosOf = ({ failed }: Pick<CauseGroup, "failed">): readonly string[] => [
  ...new Set(failed.map(({ planned }) => `${planned.pack}/${planned.run.id}`)),
];
