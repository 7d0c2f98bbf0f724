import { defineInvariant, emptyHistory, type History, holds, unknown, violated } from "@chaos-packs/contract";

/** Each letter that the service has acknowledged is at the post office once, not twice and not never. */
export const letterArrivesOnce = defineInvariant({
  name: "letter arrives once",
  check(history) {
    const sent = history.operations.filter(({ name, result }) => name === "send" && result.status === "ok");
    const look = history.observations.findLast(({ name, result }) => name === "delivered" && result.status === "ok");
    if (sent.length === 0 || look?.result.status !== "ok")
      return unknown("no letter was acknowledged, or nobody looked");
    const { letters } = look.result.output as { letters: readonly string[] };
    for (const { input } of sent) {
      const { letter } = input as { letter: string };
      const times = letters.filter((each) => each === letter).length;
      if (times !== 1) return violated(`the letter ${letter} arrived ${times} times`, look);
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
