import { defineInvariant, holds, type OutputOf, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { did, historyOf, planted } from "../../history/examples.ts";

const kinds = ["rowsWithoutObject", "objectsWithoutRow", "chunksWithoutDocument"] as const;
type Orphans = OutputOf<(typeof jobs)["operations"]["orphans"]>;

const listOf = (orphans: Orphans): string =>
  kinds.map((kind) => `${kind}: ${[...orphans[kind]].sort().join(", ") || "none"}`).join("; ");

const counts = { rowsWithoutObject: 2, objectsWithoutRow: 1, chunksWithoutDocument: 1 };
const three: Orphans = { rowsWithoutObject: ["a", "b"], objectsWithoutRow: ["c"], chunksWithoutDocument: ["x/1"] };

/** The service lists the orphans that were planted, by kind and name, and nothing else. */
export const plantedOrphansAreFound = defineInvariant({
  name: "planted orphans are found",
  reads: ["orphans"],
  check(history) {
    const { arrangements, answers } = seen(history, jobs);
    const planting = arrangements("plant orphans").at(-1);
    const found = answers("orphans").findLast(({ calledAt }) => calledAt >= (planting?.at ?? 0));
    if (!planting || !found) return unknown("no orphans were planted, or nobody asked for them");
    const wanted = listOf(planting.output);
    const came = listOf(found.output);
    return came === wanted ? holds : violated(`planted were ${wanted}, and found ${came}`);
  },
  examples: {
    keeps: historyOf(
      planted("plant orphans", counts, 10, three),
      did("orphans", { job: "j" }, 19, { ...three, rowsWithoutObject: ["b", "a"] }),
    ),
    breaks: historyOf(
      planted("plant orphans", counts, 10, three),
      did("orphans", { job: "j" }, 19, { ...three, rowsWithoutObject: ["a"] }),
    ),
  },
});
