import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { broadcast } from "../capabilities/broadcast.ts";
import { endWell, gather, isStruck, type Listener, noteStrike, numbered, openEvents, openSocket } from "./audience.ts";
import { finish } from "./finish.ts";
import { type BroadcastClient, partsFor } from "./parts-for.ts";

const SOME = 2;
const BEYOND = 20;

interface Options {
  /** Who breaks the streams: the fault, with the process, or the client itself. */
  readonly brokenBy: "fault" | "client";
  /** What is published before they are opened again, so that they miss it: nothing more, something, or more than the history keeps. */
  readonly missing: "nothing" | "something" | "too much";
}

const neededFor = {
  nothing: [],
  something: ["historySize"],
  "too much": ["historySize", "catchUpWithinMs"],
} as const;

/** Takes each message on, for as long as it takes: after a restart it is the same message. */
async function demandAll(client: BroadcastClient, ids: readonly string[]): Promise<void> {
  for (const id of ids) await client.demand("publish", { channel: "news", id, body: "a message" });
}

const lastNumber = ({ items }: Listener): number =>
  Math.max(0, ...items.flatMap(({ channel, seq }) => (channel === "news" && typeof seq === "number" ? [seq] : [])));

const lastEventId = ({ items }: Listener): string | undefined =>
  items.findLast(({ eventId }) => eventId !== undefined)?.eventId;

async function howMany(client: BroadcastClient, missing: Options["missing"]): Promise<number> {
  if (missing === "nothing") return 0;
  return missing === "too much" && (await isStruck(client)) ? client.trait("historySize") + BEYOND : SOME;
}

/** What to go on after, where a service replays what came since. */
const whereToGoOn = (client: BroadcastClient, stream: Listener): string | undefined =>
  client.promised("historySize") === undefined ? undefined : lastEventId(stream);

/** The first of the streams was a socket, where a service has sockets. */
const openFirstAgain = (client: BroadcastClient, stream: Listener): Promise<Listener> =>
  client.offers("socket")
    ? openSocket(client, "w1", {
        channels: ["news", "sport"],
        ...(client.promised("historySize") !== undefined && { after: [{ channel: "news", seq: lastNumber(stream) }] }),
      })
    : openEvents(client, "w1", "news", whereToGoOn(client, stream));

/** Streams break in mid stream (`m3`); more is published (`missed1` …), and each client goes on from the last that it has seen. */
export const comeBack = ({ brokenBy, missing }: Options): Workload =>
  defineWorkload(broadcast, {
    name: `come back, ${missing} missed, after the ${brokenBy} has broken the streams`,
    ...partsFor("events", ...neededFor[missing]),
    async run(client) {
      const { onNews } = await gather(client, brokenBy === "client" ? { sockets: 0 } : {});
      const breakStreams = async (): Promise<void> => {
        const hasStruck = await isStruck(client);
        if (brokenBy === "client" || !hasStruck) for (const stream of onNews) stream.cut();
        await Promise.all(onNews.map(({ ended }) => ended));
        await client.heal(0);
      };
      await Promise.all([demandAll(client, numbered("m", 3)), breakStreams()]);
      await demandAll(client, numbered("missed", await howMany(client, missing)));
      const again = await Promise.all(
        onNews.map((stream, index) =>
          brokenBy === "fault" && index === 0
            ? openFirstAgain(client, stream)
            : openEvents(client, "s1", "news", whereToGoOn(client, stream)),
        ),
      );
      await finish(client, { onNews: again, onSport: [], onRooms: [] });
    },
    probe: noteStrike,
    settle: endWell,
  });
