import {
  defineInvariant,
  emptyHistory,
  type History,
  holds,
  seen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { outbox } from "./outbox.ts";

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
  examples: { keeps: delivered("a"), breaks: delivered("a", "a") },
});

function delivered(...letters: readonly string[]): History {
  const at = { calledAt: 0, returnedAt: 1 };
  return {
    ...emptyHistory,
    operations: [
      { client: "1", name: "send", input: { letter: "a" }, ...at, result: { status: "ok", output: { letter: "a" } } },
    ],
    observations: [
      { name: "delivered", during: "settle", input: {}, ...at, result: { status: "ok", output: { letters } } },
    ],
  };
}
