import { definePack } from "@chaos-packs/contract/pack";
import { scenario as answerLost } from "./answer-lost.ts";
import { loseTheAnswer } from "./lose-the-answer.ts";
import { outbox } from "./outbox.ts";

/** What happens to letters when their receipts get lost. */
export const lostReceipts = definePack({
  name: "lost-receipts",
  capabilities: [outbox],
  faults: [loseTheAnswer],
  scenarios: { "answer-lost": answerLost },
});
