import type { Json } from "@chaos-packs/contract/kind";
import type { Redis } from "ioredis";
import type { LinkTraffic, WireTraffic } from "../tap/link-traffic.ts";
import { type OpenConnections, openConnections, type RedisAddress } from "./own-connections.ts";

/** The harness's own way to Redis, with no fault on it. While the server is stopped, or stalled, its looks wait. */
export interface RedisOwn {
  /** The client itself, for whatever is not here. */
  readonly client: Redis;
  /** Sends any command and resolves with its reply. Rejects with the server's error. */
  command(name: string, ...args: readonly (string | number)[]): Promise<Json>;
  /** Listens to channels, or with `*`, `?` or `[` in it to a pattern of them; resolves when the server has confirmed it. */
  subscribe(pattern: string, listener: (message: string, channel: string) => void): Promise<AsyncDisposable>;
  /** How many connections are subscribed to each channel, as the server counts them, the harness's own left out. */
  subscribers(): Promise<Readonly<Record<string, number>>>;
  /** What each replica says and hears, as its link sees it. */
  wire(): readonly WireTraffic[];
}

/** The harness's own way, and what its lane does with it. */
export interface OpenOwn extends AsyncDisposable {
  readonly own: RedisOwn;
  /** Goes to another server from now on, with all subscriptions. */
  follow(port: number): Promise<void>;
}

/** Opens the harness's own way to a server. It comes back by itself, with its subscriptions, when the server does. */
export async function openOwn(address: RedisAddress, links: ReadonlyMap<string, LinkTraffic>): Promise<OpenOwn> {
  const connections: OpenConnections = openConnections(address);
  const client = await connections.connect();
  /** The harness's own subscriptions to channels. */
  const channels: string[] = [];
  const command = async (name: string, ...args: readonly (string | number)[]): Promise<Json> =>
    (await client.call(name, ...args)) as Json;
  const own: RedisOwn = {
    client,
    command,
    async subscribe(pattern, listener) {
      const subscriber = await connections.connect();
      if (/[*?[]/.test(pattern)) {
        subscriber.on("pmessage", (_pattern: string, channel: string, message: string) => listener(message, channel));
        await subscriber.psubscribe(pattern);
        return connections.closing(subscriber);
      }
      subscriber.on("message", (channel: string, message: string) => listener(message, channel));
      await subscriber.subscribe(pattern);
      channels.push(pattern);
      return connections.closing(subscriber, () => channels.splice(channels.indexOf(pattern), 1));
    },
    async subscribers() {
      const names = (await command("PUBSUB", "CHANNELS")) as readonly string[];
      if (names.length === 0) return {};
      const flat = (await command("PUBSUB", "NUMSUB", ...names)) as readonly (string | number)[];
      const counts = names.map((name, at): [string, number] => [
        name,
        Number(flat[at * 2 + 1]) - channels.filter((each) => each === name).length,
      ]);
      return Object.fromEntries(counts.filter(([, count]) => count > 0));
    },
    wire: () => [...links.values()].map((traffic) => traffic.seen()),
  };
  return {
    own,
    async follow(port) {
      connections.follow(port);
      await command("PING");
    },
    [Symbol.asyncDispose]: async () => connections.closeAll(),
  };
}
