import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { did, historyOf, planted } from "../history/build-history.ts";
import { answers } from "../history/jobs-seen.ts";

const kinds = ["rowsWithoutObject", "objectsWithoutRow", "chunksWithoutDocument"] as const;
type Orphans = Readonly<Record<(typeof kinds)[number], readonly string[]>>;

const listOf = (orphans: Orphans): string =>
  kinds.map((kind) => `${kind}: ${[...orphans[kind]].sort().join(", ") || "none"}`).join("; ");

const three: Orphans = { rowsWithoutObject: ["a", "b"], objectsWithoutRow: ["c"], chunksWithoutDocument: ["x/1"] };

/** The service lists the orphans that were planted, by kind and name, and nothing else. */
export const plantedOrphansAreFound = defineInvariant({
  name: "planted orphans are found",
  check({ arrangements, ...history }) {
    const planting = arrangements.findLast(({ name }) => name === "plant orphans");
    const found = answers({ arrangements, ...history }, "orphans").findLast(
      ({ calledAt }) => calledAt >= (planting?.at ?? 0),
    );
    if (!planting || !found) return unknown("no orphans were planted, or nobody asked for them");
    const wanted = listOf(planting.output as unknown as Orphans);
    const came = listOf(found.output);
    return came === wanted ? holds : violated(`planted were ${wanted}, and found ${came}`);
  },
  examples: {
    keeps: historyOf(
      planted("plant orphans", 10, {}, { ...three }),
      did("orphans", 20, { ...three, rowsWithoutObject: ["b", "a"] }),
    ),
    breaks: historyOf(
      planted("plant orphans", 10, {}, { ...three }),
      did("orphans", 20, { ...three, rowsWithoutObject: ["a"] }),
    ),
  },
});
