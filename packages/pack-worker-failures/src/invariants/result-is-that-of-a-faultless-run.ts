import { defineInvariant, type Faultless, holds, seen, unknown, violated } from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";
import { did, historyOf, items, submit } from "../history/build-history.ts";
import { type Item, lastOf, mayHaveFailed, submitted, told } from "../history/jobs-seen.ts";

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

/** What every job has made in the end is what it makes when nothing fails: nothing is missing, nothing is there twice. */
export const resultIsThatOfAFaultlessRun = defineInvariant({
  name: "result is that of a faultless run",
  reads: ["result"],
  needsSettle: true,
  optionalTraits: ["redeliveries"],
  check(history) {
    const right = seen(history, jobs).faultless?.answers("result").at(-1);
    const given = seen(history, jobs).answers("result");
    const taken = submitted(history);
    if (!right || taken.length === 0 || given.length === 0) return unknown("nobody read the result of a job");
    const wanted = named(right.output.items, right.input.job);
    for (const { job } of taken) {
      if (lastOf(told(history), job)?.status === "failed" && mayHaveFailed(history)) continue;
      const came = named(lastOf(given, job)?.items ?? [], job);
      const [missing, more] = [beyond(wanted, came), beyond(came, wanted)];
      if (missing.length + more.length > 0)
        return violated(
          `job ${job} has ${came.length} items, ${wanted.length} expected: ${excerpt("missing", missing)}${excerpt("too many", more)}`.trim(),
        );
    }
    return holds;
  },
  examples: {
    keeps: { ...historyOf(submit(2), did("result", 30, items(1, 2))), faultless: faultless() },
    breaks: { ...historyOf(submit(2), did("result", 30, items(1, 2, 2))), faultless: faultless() },
  },
});

const excerpt = (what: string, names: readonly string[]): string =>
  names.length === 0 ? "" : `${what} ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""} `;

function faultless(): Faultless {
  const { operations, observations } = historyOf(did("result", 30, items(1, 2)));
  return { operations, observations };
}
