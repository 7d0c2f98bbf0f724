import { type Json, undo } from "@chaos-packs/contract";
import { Redis, type RedisOptions } from "ioredis";

/** The name under which the harness's own connections are listed by the server. */
export const OWN_NAME = "chaos-packs-own";

/** The harness's own way to Redis, with no fault on it. */
export interface RedisOwn {
  /** The client itself, for whatever is not here. */
  readonly client: Redis;
  /** Sends any command and resolves with its reply. Rejects with the server's error. */
  command(name: string, ...args: readonly (string | number)[]): Promise<Json>;
  /** Listens to channels, or with `*`, `?` or `[` in it to a pattern of them; resolves when the server has confirmed it. */
  subscribe(pattern: string, listener: (message: string, channel: string) => void): Promise<AsyncDisposable>;
}

/** The harness's own way, and its end. */
export interface OpenOwn extends RedisOwn, AsyncDisposable {}

/** Opens the harness's own way to a server. It comes back by itself, with its subscriptions, when the server does. */
export async function openOwn(
  address: Pick<RedisOptions, "host" | "port" | "username" | "password" | "db">,
): Promise<OpenOwn> {
  let wasThere = false;
  const options = {
    ...address,
    connectionName: OWN_NAME,
    lazyConnect: true,
    maxRetriesPerRequest: null,
    // The first dial does not try for ever: an address at which nobody listens is a mistake.
    retryStrategy: () => (wasThere ? 10 : null),
  };
  const open = new Set<Redis>();
  const connect = async (): Promise<Redis> => {
    const client = new Redis(options);
    // A fault that stops the server is no error of ours; what a command meets reaches its caller.
    client.on("error", () => {});
    open.add(client);
    try {
      await client.connect();
    } catch (error) {
      close(client, open);
      throw error;
    }
    wasThere = true;
    return client;
  };
  const client = await connect();
  return {
    client,
    command: async (name, ...args) => (await client.call(name, ...args)) as Json,
    async subscribe(pattern, listener) {
      const subscriber = await connect();
      if (/[*?[]/.test(pattern)) {
        subscriber.on("pmessage", (_pattern: string, channel: string, message: string) => listener(message, channel));
        await subscriber.psubscribe(pattern);
      } else {
        subscriber.on("message", (channel: string, message: string) => listener(message, channel));
        await subscriber.subscribe(pattern);
      }
      return undo(() => close(subscriber, open));
    },
    async [Symbol.asyncDispose]() {
      for (const each of [...open]) close(each, open);
    },
  };
}

function close(client: Redis, open: Set<Redis>): void {
  open.delete(client);
  // Of one that has ended already the client would keep the process up for two seconds more.
  if (client.status !== "end") client.disconnect();
}
