import { once } from "node:events";
import type net from "node:net";

/** Listens on a free port of loopback, and says which. */
export async function listening(server: net.Server): Promise<number> {
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 });
  await once(server, "listening");
  return (server.address() as net.AddressInfo).port;
}
