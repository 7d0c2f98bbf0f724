import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { broadcast } from "../capabilities/broadcast.ts";
import {
  basics,
  breathe,
  endWell,
  finish,
  gather,
  isStruck,
  noteStrike,
  numbered,
  openSocket,
  say,
} from "./audience.ts";

const TURNS = 5;
const CHANNEL = "race";

const isAnswer = ({ type, channel }: { readonly type: string; readonly channel?: string }): boolean =>
  channel === CHANNEL && (type === "subscribed" || type === "unsubscribed");

/**
 * Two clients of one process change their minds about one channel again and again, without waiting for an answer. One ends
 * with wanting it, the other with not wanting it; then something is published there.
 */
export const changeMinds = (): Workload =>
  defineWorkload(broadcast, {
    name: "subscribe and unsubscribe in a race",
    uses: basics,
    async run(client) {
      const audience = await gather(client);
      const [staying, leaving] = await Promise.all(
        ["staying", "leaving"].map((reader) => openSocket(client, reader, { channels: ["news"] })),
      );
      if (!staying || !leaving) throw new Error("there must be two sockets");
      const subscribe = { type: "subscribe", channel: CHANNEL } as const;
      const unsubscribe = { type: "unsubscribe", channel: CHANNEL } as const;
      staying.send(subscribe);
      await staying.until((items) => items.some(isAnswer));
      const turns = (await isStruck(client)) ? TURNS : 0;
      for (let turn = 0; turn < turns; turn++) {
        leaving.send(subscribe);
        staying.send(unsubscribe);
        leaving.send(unsubscribe);
        staying.send(subscribe);
      }
      await Promise.all([
        staying.until((items) => items.filter(isAnswer).length >= 1 + 2 * turns),
        leaving.until((items) => items.filter(isAnswer).length >= 2 * turns),
      ]);
      await client.heal(0);
      await say(client, CHANNEL, numbered("r", 3));
      await staying.until((items) => items.some(({ id }) => id === "r3"));
      // What a service does too late after a change of mind is done by now.
      await breathe(client);
      await say(client, CHANNEL, ["late"]);
      await staying.until((items) => items.some(({ id }) => id === "late"));
      await finish(client, { ...audience, onNews: [...audience.onNews, staying, leaving] });
    },
    probe: noteStrike,
    settle: endWell,
  });
