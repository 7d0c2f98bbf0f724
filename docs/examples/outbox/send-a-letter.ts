import { defineWorkload } from "@chaos-packs/contract/pack";
import { outbox } from "./outbox.ts";

/** One client sends one letter; when the faults are over it sends another, and somebody looks at what arrived. */
export const sendALetter = defineWorkload(outbox, {
  name: "send a letter",
  uses: ["send", "delivered"],
  async run(client) {
    await client.call("send", { letter: "a" });
  },
  async settle(client) {
    await client.call("send", { letter: "b" });
    await client.observe("delivered", {});
  },
});
