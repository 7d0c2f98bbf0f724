import { undo } from "@chaos-packs/contract/kind";
import { Redis, type RedisOptions } from "ioredis";

/** The name under which the harness's own connections are listed by the server. */
export const OWN_NAME = "chaos-packs-own";

/** Where a server is, and as whom it is spoken to. */
export type RedisAddress = Pick<RedisOptions, "host" | "port" | "username" | "password" | "db">;

/** The harness's own connections to one server. */
export interface OpenConnections {
  /** Opens one more. */
  connect(): Promise<Redis>;
  /** An end for one of them. */
  closing(client: Redis, then?: () => void): AsyncDisposable;
  /** All of them, and those to come, go to another port. */
  follow(port: number): void;
  closeAll(): void;
}

/** Makes the harness's own connections, which come back by themselves when the server does. */
export function openConnections(address: RedisAddress): OpenConnections {
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
  const close = (client: Redis): void => {
    open.delete(client);
    // Of one that has ended already the client would keep the process up for two seconds more.
    if (client.status !== "end") client.disconnect();
  };
  return {
    async connect() {
      const client = new Redis(options);
      // A fault that stops the server is no error of ours; what a command meets reaches its caller.
      client.on("error", () => {});
      open.add(client);
      try {
        await client.connect();
      } catch (error) {
        close(client);
        throw error;
      }
      wasThere = true;
      return client;
    },
    closing: (client, then) =>
      undo(() => {
        close(client);
        then?.();
      }),
    follow(port) {
      options.port = port;
      for (const client of open) {
        client.options.port = port;
        client.disconnect(true);
      }
    },
    closeAll() {
      for (const client of [...open]) close(client);
    },
  };
}
