import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import {
  allHave,
  breathe,
  endWell,
  gather,
  isStruck,
  type Listener,
  noteStrike,
  numbered,
  openSocket,
  say,
} from "./audience.ts";
import { finish } from "./finish.ts";
import { type BroadcastClient, partsFor } from "./parts-for.ts";

const TURNS = 5;
/** On this one minds are changed again and again. */
const RACE = "race";
/** Nobody has wished for this one before: a mind is changed while the broker has not confirmed it yet. */
const FRESH = "fresh";

const answersAbout = (items: Listener["items"], about: string): number =>
  items.filter(({ type, channel }) => channel === about && (type === "subscribed" || type === "unsubscribed")).length;

type Socket = Awaited<ReturnType<typeof openSocket>>;

/** One waits for a channel; another wishes for it as well and thinks better of it, before the broker has confirmed anything. */
async function changeMindAtOnce(client: BroadcastClient, staying: Socket, leaving: Socket): Promise<void> {
  staying.send({ type: "subscribe", channel: FRESH });
  // The service has heard of it once it has answered something later.
  await breathe(client);
  leaving.send({ type: "subscribe", channel: FRESH });
  leaving.send({ type: "unsubscribe", channel: FRESH });
  await Promise.all([
    staying.until((items) => answersAbout(items, FRESH) >= 1),
    leaving.until((items) => answersAbout(items, FRESH) >= 2),
  ]);
}

/**
 * Two clients of one process change their minds about a channel again and again, without waiting for an answer, and once
 * about another. One ends with wanting both, the other with wanting none; then something is published there.
 */
export const changeMinds = (): Workload =>
  defineWorkload(broadcast, {
    name: "subscribe and unsubscribe in a race",
    ...partsFor("socket", "wishesPerSocket"),
    async run(client) {
      const audience = await gather(client);
      const [staying, leaving] = await Promise.all(
        ["staying", "leaving"].map((reader) => openSocket(client, reader, { channels: ["news"] })),
      );
      if (!staying || !leaving) throw new Error("there must be two sockets");
      staying.send({ type: "subscribe", channel: RACE });
      await staying.until((items) => answersAbout(items, RACE) === 1);
      const turns = (await isStruck(client)) ? TURNS : 0;
      for (let turn = 0; turn < turns; turn++) {
        leaving.send({ type: "subscribe", channel: RACE });
        staying.send({ type: "unsubscribe", channel: RACE });
        leaving.send({ type: "unsubscribe", channel: RACE });
        staying.send({ type: "subscribe", channel: RACE });
      }
      await Promise.all([
        staying.until((items) => answersAbout(items, RACE) >= 1 + 2 * turns),
        leaving.until((items) => answersAbout(items, RACE) >= 2 * turns),
      ]);
      if (turns > 0) await changeMindAtOnce(client, staying, leaving);
      await client.heal(0);
      for (const channel of turns > 0 ? [RACE, FRESH] : [RACE]) {
        await say(client, channel, numbered("r", 3));
        await allHave([staying], channel, "r3");
      }
      await finish(client, { ...audience, onNews: [...audience.onNews, staying, leaving] });
    },
    probe: noteStrike,
    settle: endWell,
  });
