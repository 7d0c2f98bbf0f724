import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { basics, endWell, finish, gather, isStruck, noteStrike, numbered, say } from "./audience.ts";

const FEW = 5;
const BEYOND = 20;

interface Options {
  /** `few`: the history keeps them all; `many`: more than it keeps. Default few. */
  readonly messages?: "few" | "many";
  /** Default small; large is half of what a message may be. */
  readonly bodies?: "small" | "large";
}

/** After the first message subscribers are cut off; more are published (`missed1` …), and then the client ends it. */
export const publishWhileCutOff = ({ messages = "few", bodies = "small" }: Options = {}): Workload =>
  defineWorkload(broadcast, {
    name: `publish ${messages} ${bodies} messages while subscribers are cut off`,
    uses: basics,
    async run(client) {
      const audience = await gather(client);
      const body = bodies === "small" ? "a message" : "x".repeat(client.trait("messageBytes") / 2);
      await say(client, "news", ["first"]);
      await client.fault(0, "injected");
      const count = messages === "many" ? client.trait("historySize") + BEYOND : FEW;
      await say(client, "news", numbered("missed", isStruck(client) ? count : FEW), body);
      await client.heal(0);
      await finish(client, audience);
    },
    probe: noteStrike,
    settle: endWell,
  });
