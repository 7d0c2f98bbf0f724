import { defineInvariant, emptyHistory, holds, seen, violated } from "@chaos-packs/contract";
import { letters } from "../letters.ts";

export const isSent = defineInvariant({
  name: "letters are sent",
  check(history) {
    const answers = seen(history, letters).answers("status");
    // Property 'status' does not exist on type '{ readonly state:
    return answers.every(({ output }) => output.status === "sent") ? holds : violated("late");
  },
  examples: { keeps: emptyHistory, breaks: emptyHistory },
});
