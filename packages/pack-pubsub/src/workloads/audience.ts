import type { Client, ClientStream } from "@chaos-packs/contract";
import type { broadcast } from "../capabilities/broadcast.ts";
import type { Arrival } from "../history/readers-seen.ts";

/** The parts of `broadcast` that every workload of this pack uses. */
export const basics = ["publish", "socket", "events", "health", "subscriptions"] as const;

/** The client of a workload of this pack, as far as they are alike. */
export type BroadcastClient = Client<typeof broadcast, (typeof basics)[number]>;

/** A socket or an event stream that somebody listens on. */
export type Listener = Pick<ClientStream<Arrival>, "items" | "until" | "ended" | "stall" | "resume" | "cut">;

interface Gathering {
  /** WebSockets on `news` and `sport`; default 1. */
  readonly sockets?: number;
  /** Event streams of `news`; default 1. */
  readonly events?: number;
  /** One more WebSocket, on all rooms by a pattern. */
  readonly rooms?: boolean;
}

/** `count` names: `m1`, `m2` … */
export const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

/** Notes that a fault has struck: some workloads only then do what is hard on the service. */
export async function noteStrike(client: BroadcastClient): Promise<void> {
  client.remember("struck", "yes");
}

/** Whether this run has faults; resolves once the first has struck. */
export async function isStruck(client: BroadcastClient): Promise<boolean> {
  await client.fault(0, "injected");
  // The probe that notes it comes right after: a look at the broker is back later.
  await client.observe("subscriptions", {});
  return client.recall("struck") !== undefined;
}

/** Opens a WebSocket; throws when there is none to be had. */
export async function openSocket(
  client: BroadcastClient,
  reader: string,
  { channels = [], ...rest }: Partial<Parameters<typeof client.open<"socket">>[1]>,
) {
  const opened = await client.open("socket", { ...rest, reader, channels });
  if (!opened.ok) throw new Error(`${reader} could not open its socket: ${opened.error}`);
  return opened.stream;
}

/** Opens an event stream; throws when there is none to be had. */
export async function openEvents(client: BroadcastClient, reader: string, channel: string, lastEventId?: string) {
  const opened = await client.open("events", { reader, channel, ...(lastEventId !== undefined && { lastEventId }) });
  if (!opened.ok) throw new Error(`${reader} could not open its event stream: ${opened.error}`);
  return opened.stream;
}

/** A body that is small, or half of what a message may be: more than a broker keeps for a subscriber that is slow. */
export const bodyOf = (
  client: Pick<Client<typeof broadcast, "messageBytes">, "trait">,
  size: "small" | "large",
): string => (size === "small" ? "a message" : "x".repeat(client.trait("messageBytes") / 2));

/** Publishes messages one after the other, whatever becomes of each. */
export async function say(
  client: BroadcastClient,
  channel: string,
  ids: readonly string[],
  body = "a message",
): Promise<void> {
  for (const id of ids) await client.call("publish", { channel, id, body });
}

/** Resolves when each of the listeners has the message. */
export async function allHave(listeners: readonly Listener[], channel: string, id: string): Promise<void> {
  await Promise.all(
    listeners.map((listener) =>
      listener.until((items) => items.some((item) => item.channel === channel && item.id === id)),
    ),
  );
}

/** Opens what listens, and lets it all get one message (`hello`) of each channel, so that nothing is under way any more. */
export async function gather(client: BroadcastClient, { sockets = 1, events = 1, rooms = false }: Gathering = {}) {
  const [onNews, onRooms] = await Promise.all([
    Promise.all([
      ...numbered("w", sockets).map((reader) => openSocket(client, reader, { channels: ["news", "sport"] })),
      ...numbered("s", events).map((reader) => openEvents(client, reader, "news")),
    ]),
    Promise.all(rooms ? [openSocket(client, "p1", { patterns: ["room:*"] })] : []),
  ]);
  const audience = { onNews, onSport: onNews.slice(0, sockets), onRooms };
  await client.call("health", {});
  await sayToAll(client, audience, "hello");
  return audience;
}

/** Who listens to which channels. */
export type Audience = Readonly<Record<"onNews" | "onSport" | "onRooms", readonly Listener[]>>;

/** The channels to which somebody listens, each with who does. */
export const channelsOf = ({
  onNews,
  onSport,
  onRooms,
}: Audience): readonly (readonly [string, readonly Listener[]])[] =>
  (
    [
      ["news", onNews],
      ["sport", onSport],
      ["room:1", onRooms],
      ["room:2", onRooms],
    ] as const
  ).filter(([, listeners]) => listeners.length > 0);

/** Publishes one message to each channel that somebody listens to, and waits until each of those has it. */
export async function sayToAll(client: BroadcastClient, audience: Audience, id: string): Promise<void> {
  await Promise.all(
    channelsOf(audience).map(async ([channel, listeners]) => {
      await client.call("publish", { channel, id, body: "a message" });
      await allHave(listeners, channel, id);
    }),
  );
}

/** Lets a little time go by, as long as the harness waits between two looks. */
export async function breathe(client: BroadcastClient): Promise<void> {
  let asked = 0;
  await client.until("health", {}, () => ++asked > 1);
}

/** Publishes to `news` (`again 1`, `again 2` …) until the broker takes a message. */
export async function sayUntilBrokerTakes(client: BroadcastClient): Promise<void> {
  for (let count = 1; ; count++) {
    const answer = await client.call("publish", { channel: "news", id: `again ${count}`, body: "a message" });
    if (answer.ok && answer.output.via === "broker") return;
    await breathe(client);
  }
}

/** Waits until messages pass through the broker again, and everybody has the last of each channel (`end`). */
export async function finish(client: BroadcastClient, audience: Audience): Promise<void> {
  await sayUntilBrokerTakes(client);
  await sayToAll(client, audience, "end");
  await client.call("health", {});
}

/** The last word: the broker says who is subscribed; a new client listens, gets a message, and leaves; the service says how it is. */
export async function endWell(client: BroadcastClient): Promise<void> {
  await client.until("health", {}, () => true);
  await client.observe("subscriptions", {});
  const stream = await openEvents(client, "last", "news");
  await client.demand("publish", { channel: "news", id: "last", body: "a message" });
  await allHave([stream], "news", "last");
  await stream.close();
  await client.call("health", {});
}
