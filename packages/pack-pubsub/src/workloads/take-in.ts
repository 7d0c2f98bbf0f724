import { type Client, defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import { basics, bodyOf, breathe, endWell, isStruck, noteStrike, numbered, say } from "./audience.ts";
import { lookUntilBack, steadySubscriptions } from "./subscriptions.ts";

const FEW = 4;
const BEYOND = 20;
const CHANNELS = ["orders", "payments", "audit:1"];

type TakingClient = Client<typeof broadcast, (typeof basics)[number] | "deliveries">;

/** Whether the service's own subscribers have taken a message of every channel in. */
async function isTakenIn(client: TakingClient, id: string): Promise<boolean> {
  const { taken } = await client.observe("deliveries", {});
  return CHANNELS.every((channel) => taken.some((each) => each.channel === channel && each.id === id));
}

/** Publishes to every channel (`hello 1`, `hello 2` …) until the subscribers are there to take it in. */
async function greet(client: TakingClient): Promise<void> {
  for (let count = 1; ; count++) {
    const id = `hello ${count}`;
    await sayEverywhere(client, [id]);
    await breathe(client);
    if (await isTakenIn(client, id)) return;
  }
}

const sayEverywhere = (client: TakingClient, ids: readonly string[]): Promise<unknown> =>
  Promise.all(CHANNELS.map((channel) => say(client, channel, ids)));

interface Options {
  /** What is published while one of them is away: a few messages, or more than the history keeps. Default few. */
  readonly messages?: "few" | "too many";
  /** The first of what is too much for the history is half as large as a message may be: who is slow is cut off for it. */
  readonly beginsLarge?: boolean;
}

/** Messages (`m1` …) for processes of the service that listen for themselves, while one is away, and once it is back. */
export const takeIn = ({ messages = "few", beginsLarge = false }: Options = {}): Workload =>
  defineWorkload(broadcast, {
    name: `let subscribers of the service take ${messages} messages in${beginsLarge ? ", the first of them large" : ""}`,
    uses: [...basics, "deliveries", "historySize", "messageBytes", "recoverWithinMs"],
    async run(client) {
      await client.call("health", {});
      await greet(client);
      const before = await steadySubscriptions(client);
      await sayEverywhere(client, numbered("m", FEW));
      await client.fault(0, "injected");
      if (messages === "too many" && (await isStruck(client))) {
        await say(client, "orders", ["begin"], bodyOf(client, beginsLarge ? "large" : "small"));
        await say(client, "orders", numbered("more", client.trait("historySize") + BEYOND));
      }
      await client.heal(0);
      await sayEverywhere(client, ["end"]);
      while (!(await isTakenIn(client, "end"))) await breathe(client);
      await lookUntilBack(client, before);
    },
    probe: noteStrike,
    settle: endWell,
  });
