import { defineWorkload, reference, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { askForHealth, bodyOf, breathe, endWell, isStruck, noteStrike, numbered, say } from "./audience.ts";
import { type BroadcastClient, partsFor } from "./parts-for.ts";
import { lookUntilBack, steadySubscriptions } from "./subscriptions.ts";

const FEW = 4;
const BEYOND = 20;
/** Under this name a workload remembers the first of the channels that the service listens to for itself, and the last. */
const FIRST = "first own channel";
const LAST = "last own channel";

/** For the scope of an anchor: the first of the channels that the service listens to for itself. */
export const firstOwnChannel = reference(FIRST);
/** For the scope of an anchor: the last of them. */
export const lastOwnChannel = reference(LAST);

/** Whether the service's own subscribers have taken a message of every channel in. */
async function isTakenIn(client: BroadcastClient, channels: readonly string[], id: string): Promise<boolean> {
  const { taken } = await client.observe("deliveries", {});
  return channels.every((channel) => taken.some((each) => each.channel === channel && each.id === id));
}

/** Publishes to every channel (`hello 1`, `hello 2` …) until the subscribers are there to take it in. */
async function greet(client: BroadcastClient, channels: readonly string[]): Promise<void> {
  for (let count = 1; ; count++) {
    const id = `hello ${count}`;
    await sayEverywhere(client, channels, [id]);
    await breathe(client);
    if (await isTakenIn(client, channels, id)) return;
  }
}

const sayEverywhere = (
  client: BroadcastClient,
  channels: readonly string[],
  ids: readonly string[],
): Promise<unknown> => Promise.all(channels.map((channel) => say(client, channel, ids)));

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
    ...partsFor(
      "deliveries",
      "own channels",
      ...(messages === "too many" ? (["historySize", "catchUpWithinMs", "messageBytes"] as const) : []),
    ),
    async run(client) {
      await askForHealth(client);
      const { channels } = await client.observe("own channels", {});
      const [first] = channels;
      const last = channels.at(-1);
      if (first === undefined || last === undefined) throw new Error("the service listens to no channel for itself");
      client.remember(FIRST, first);
      client.remember(LAST, last);
      await greet(client, channels);
      const before = await steadySubscriptions(client);
      await sayEverywhere(client, channels, numbered("m", FEW));
      await client.fault(0, "injected");
      if (messages === "too many" && (await isStruck(client))) {
        await say(client, first, ["begin"], bodyOf(client, beginsLarge ? "large" : "small"));
        await say(client, first, numbered("more", client.trait("historySize") + BEYOND));
      }
      await client.heal(0);
      await sayEverywhere(client, channels, ["end"]);
      while (!(await isTakenIn(client, channels, "end"))) await breathe(client);
      await lookUntilBack(client, before);
    },
    probe: noteStrike,
    settle: endWell,
  });
