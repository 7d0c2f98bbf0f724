import { type History, seen } from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";
import { type Item, lastOf } from "./jobs-seen.ts";

const OTHER = "<job>";

/** The items in words, in which the id of their job does not matter. */
const named = (all: readonly Item[], job: string): readonly string[] =>
  all.map(({ name, value }) => `${name}: ${value}`.replaceAll(job, OTHER)).sort();

/** What the one list has more often than the other. */
function beyond(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return all.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

const excerpt = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${what} ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""}`];

/** Whether there is a result to be compared, and one of a run without faults to compare it with. */
export function mayCompare(history: History): boolean {
  const { faultless, answers } = seen(history, jobs);
  return answers("result").length > 0 && (faultless?.answers("result").length ?? 0) > 0;
}

/**
 * How what a job has made in the end differs from what such a job makes when nothing fails; undefined when it does not. Items
 * are compared by name and value, and each counts as often as it is there.
 */
export function differenceFromFaultless(history: History, job: string): string | undefined {
  const { faultless, answers } = seen(history, jobs);
  const right = faultless?.answers("result").at(-1);
  if (!right) return undefined;
  const wanted = named(right.output.items, right.input.job);
  const came = named(lastOf(answers("result"), job)?.items ?? [], job);
  const parts = [...excerpt("missing", beyond(wanted, came)), ...excerpt("too many", beyond(came, wanted))];
  return parts.length === 0 ? undefined : `${came.length} items, ${wanted.length} expected: ${parts.join("; ")}`;
}
