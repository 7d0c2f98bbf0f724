import type { ClientStream } from "@chaos-packs/contract/pack";
import type { Arrival } from "../history/streams-seen.ts";
import type { BroadcastClient } from "./parts-for.ts";

/** A socket or an event stream that somebody listens on. */
export type Listener = Pick<ClientStream<Arrival>, "items" | "until" | "ended" | "stall" | "resume" | "cut">;

interface Gathering {
  /** WebSockets on `news` and `sport`; default 1. */
  readonly sockets?: number;
  /** Event streams of `news`; default 1. */
  readonly events?: number;
  /** One more WebSocket, on all rooms by a pattern, where a service knows patterns. */
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
  if (client.offers("subscriptions")) await client.observe("subscriptions", {});
  else await client.pause();
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

/** Opens whatever the service lets people listen on, `preferred` where there is a choice; throws when there is none to be had. */
export const openListener = (
  client: BroadcastClient,
  reader: string,
  channel: string,
  preferred: "socket" | "events" = "events",
) => {
  const other = preferred === "events" ? "socket" : "events";
  return (client.offers(preferred) ? preferred : other) === "events"
    ? openEvents(client, reader, channel)
    : openSocket(client, reader, { channels: [channel] });
};

/** A body that is small, or half of what a message may be: more than a broker keeps for a subscriber that is slow. */
export const bodyOf = (client: Pick<BroadcastClient, "trait">, size: "small" | "large"): string =>
  size === "small" ? "a message" : "x".repeat(client.trait("messageBytes") / 2);

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

const hasPatterns = (client: BroadcastClient): boolean =>
  client.offers("socket") && client.promised("patternsPerSocket") !== undefined;

/** Opens what listens, and lets it all get one message (`hello`) of each channel, so that nothing is under way any more. */
export async function gather(client: BroadcastClient, { sockets = 1, events = 1, rooms = false }: Gathering = {}) {
  // Who has no sockets listens on event streams, and the other way round.
  const [hasSockets, hasEvents] = [client.offers("socket"), client.offers("events")];
  const [onBoth, onOne, onRooms] = await Promise.all([
    Promise.all(
      (hasSockets ? numbered("w", sockets) : []).map((reader) =>
        openSocket(client, reader, { channels: ["news", "sport"] }),
      ),
    ),
    Promise.all([
      ...(hasSockets ? [] : numbered("w", sockets)).map((reader) => openEvents(client, reader, "news")),
      ...numbered("s", events).map((reader) =>
        hasEvents ? openEvents(client, reader, "news") : openSocket(client, reader, { channels: ["news"] }),
      ),
    ]),
    Promise.all(rooms && hasPatterns(client) ? [openSocket(client, "p1", { patterns: ["room:*"] })] : []),
  ]);
  const audience = { onNews: [...onBoth, ...onOne], onSport: onBoth, onRooms };
  await askForHealth(client);
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

/** Asks how the service is, as far as it tells. */
export async function askForHealth(client: BroadcastClient): Promise<void> {
  for (const name of ["health", "openStreams", "unheard"] as const)
    if (client.offers(name)) await client.call(name, {});
}

/** Lets a little time go by, as long as the harness waits between two looks, and asks how the service is meanwhile. */
export async function breathe(client: BroadcastClient): Promise<void> {
  await askForHealth(client);
  await client.pause();
}

/** The last word: the broker says who is subscribed; a new client listens, gets a message, and leaves; the service says how it is. */
export async function endWell(client: BroadcastClient): Promise<void> {
  if (client.offers("health")) await client.until("health", {}, () => true);
  if (client.offers("subscriptions")) await client.observe("subscriptions", {});
  const stream = await openListener(client, "last", "news");
  await client.demand("publish", { channel: "news", id: "last", body: "a message" });
  await allHave([stream], "news", "last");
  await stream.close();
  await askForHealth(client);
}
