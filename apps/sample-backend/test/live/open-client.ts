import { once } from "node:events";
import { WebSocket } from "ws";
import type { Outgoing } from "../../src/live/sockets/outgoing.ts";

/** A message as it came. */
export type Item = Outgoing & { readonly eventId?: string };

/** A client of the live side that collects what comes. */
export interface TestClient extends AsyncDisposable {
  readonly items: readonly Item[];
  /** All but signs of life, shortly: `message 1 a`, `gap 2 3`, `mode DEGRADED`. */
  said(): readonly string[];
  /** Resolves when this has been said, or all that has come is as wanted. */
  until(wanted: string | ((items: readonly Item[]) => boolean)): Promise<void>;
  /** Resolves with the code when it has ended. */
  readonly ended: Promise<number | undefined>;
}

/** What an item says, shortly. */
function shortly(item: Item): readonly string[] {
  switch (item.type) {
    case "message":
      return [`message ${item.channel} ${item.seq ?? item.via} ${item.id}`];
    case "reconciled":
      return [`reconciled ${item.channel} ${item.seq} ${item.id}`];
    case "gap":
      return [`gap ${item.channel} ${item.from} ${item.to}`];
    case "mode":
      return [`mode ${item.mode}`];
    case "subscribed":
    case "unsubscribed":
      return [`${item.type} ${"channel" in item ? item.channel : item.pattern}`];
    case "refused":
      return [`refused ${item.code}`];
    case "closing":
      return ["closing"];
    case "alive":
      return [];
  }
}

/** Collects items, and tells who waits for one. */
function collect() {
  const items: Item[] = [];
  const waiting = new Set<() => void>();
  const said = (): readonly string[] => items.flatMap(shortly);
  return {
    items,
    said,
    take(item: Item) {
      items.push(item);
      for (const look of [...waiting]) look();
    },
    until: (wanted: string | ((items: readonly Item[]) => boolean)) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (typeof wanted === "string" ? !said().includes(wanted) : !wanted(items)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** A WebSocket, with `say` for wishes; resolves when it is accepted. */
export async function openSocket(
  url: string,
  query = "",
): Promise<TestClient & { readonly webSocket: WebSocket; say(wish: unknown): void }> {
  const { take, ...collected } = collect();
  const webSocket = new WebSocket(`${url.replace("http", "ws")}/socket?${query}`);
  webSocket.on("message", (data) => take(JSON.parse(String(data)) as Item));
  const ended = new Promise<number>((resolve) => webSocket.once("close", resolve));
  await once(webSocket, "open");
  webSocket.on("error", () => webSocket.terminate());
  return {
    ...collected,
    webSocket,
    say: (wish) => webSocket.send(typeof wish === "string" ? wish : JSON.stringify(wish)),
    ended,
    async [Symbol.asyncDispose]() {
      webSocket.terminate();
      await ended;
    },
  };
}

/** An event stream; resolves when it is accepted. */
export async function openEvents(url: string, query: string, lastEventId?: string): Promise<TestClient> {
  const { take, ...collected } = collect();
  const hangUp = new AbortController();
  const response = await fetch(`${url}/events?${query}`, {
    signal: hangUp.signal,
    headers: lastEventId === undefined ? {} : { "last-event-id": lastEventId },
  });
  if (response.status !== 200 || !response.body) throw new Error(`answered ${response.status}`);
  const read = async (body: AsyncIterable<Uint8Array>): Promise<undefined> => {
    let text = "";
    let eventId: string | undefined;
    for await (const part of body) {
      text += Buffer.from(part).toString();
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const fields = new Map(event.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
        eventId = fields.get("id") ?? eventId;
        const data = fields.get("data");
        if (data !== undefined) take({ ...(JSON.parse(data) as Item), ...(eventId !== undefined && { eventId }) });
      }
    }
    return undefined;
  };
  const ended = read(response.body).catch(() => undefined);
  return {
    ...collected,
    ended,
    async [Symbol.asyncDispose]() {
      hangUp.abort();
      await ended;
    },
  };
}
