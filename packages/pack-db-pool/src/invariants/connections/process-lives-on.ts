import { defineInvariant, holds, nameOfReplica, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { exited, historyOf, struck } from "../../history/examples.ts";

/** Losing connections takes no process down. */
export const processLivesOn = defineInvariant({
  name: "process lives on",
  check(history) {
    if (!trouble(history)) return unknown("no fault went in");
    const death = history.exits.find(({ asked }) => !asked);
    return death ? violated(`${nameOfReplica(death.by)} ${death.how}: ${death.reason.split("\n")[0]}`, death) : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 90)),
    breaks: historyOf(struck(10, 90), exited(12, "crashed", { asked: false })),
  },
});
