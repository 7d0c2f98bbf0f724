import { defineScenario } from "@chaos-packs/contract/pack";
import { letterArrivesOnce } from "./letter-arrives-once.ts";
import { loseTheAnswer } from "./lose-the-answer.ts";
import { outbox } from "./outbox.ts";
import { sendALetter } from "./send-a-letter.ts";

export const scenario = defineScenario({
  promise: "a letter whose receipt was lost arrives once, although the next two connections break as well",
  workload: sendALetter,
  schedule: [
    {
      at: outbox.moment("letter is handed over", { letter: "a" }, { edge: "after" }),
      inject: loseTheAnswer({ resets: 2 }),
    },
  ],
  invariants: [letterArrivesOnce],
});
