import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ChaosError } from "@chaos-packs/contract/kind";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { formatAddress } from "./address.ts";

/** The admin port while it is open. */
export interface Admin extends AsyncDisposable {
  /** `http://127.0.0.1:8474`, with the real port. */
  readonly url: string;
}

/** A request has to be there within this, ms. */
const REQUEST_MS = 15_000;

/** Serves the app on an address. Throws PORT_TAKEN, LISTEN_FAILED. */
export async function openAdmin(app: Hono, host: string, port: number): Promise<Admin> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, connectionsCheckingInterval: REQUEST_MS / 3 },
    (request, response) => void listener(request, response),
  );
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${formatAddress(address.address, address.port)}`,
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      // Streams of events have no end of their own.
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host: host === "localhost" ? "127.0.0.1" : host, port });
  try {
    await once(server, "listening");
  } catch (cause) {
    const isTaken = (cause as NodeJS.ErrnoException).code === "EADDRINUSE";
    throw new ChaosError(isTaken ? "PORT_TAKEN" : "LISTEN_FAILED", {
      expected: `to listen on ${formatAddress(host, port)}`,
      came: isTaken ? "another program listens there" : String(cause),
      todo: "Choose another --port or --host; port 0 is any free one.",
      cause,
    });
  }
}
