import { examplesOf } from "@chaos-packs/contract/example";
import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { outbox } from "./outbox.ts";

const { historyOf, did, looked } = examplesOf(outbox, { by: { role: "sender", index: 0, incarnation: 1 } });
const sent = did("send", { letter: "a" }, { from: 0, until: 40 }, { letter: "a" });

/** Each letter that the service has acknowledged is at the post office once, not twice and not never. */
export const letterArrivesOnce = defineInvariant({
  name: "letter arrives once",
  reads: ["delivered"],
  check(history) {
    const { answers, looks } = seen(history, outbox);
    const look = looks("delivered").at(-1);
    if (answers("send").length === 0 || !look) return unknown("no letter was acknowledged, or nobody looked");
    for (const { output } of answers("send")) {
      const times = look.output.letters.filter((each) => each === output.letter).length;
      if (times !== 1) return violated(`the letter ${output.letter} arrived ${times} times`, look);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(sent, looked("delivered", {}, 50, { letters: ["a"] })),
    breaks: historyOf(sent, looked("delivered", {}, 50, { letters: ["a", "a"] })),
  },
});
