import { once } from "node:events";
import net from "node:net";
import { ChaosError } from "@chaos-packs/contract/kind";

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/**
 * Dials that may wait to be taken. Beyond it the system drops them and the client's tries again after 1 s, 3 s, 7 s;
 * Node's default of 511 is less than come while this process is busy for half a second.
 */
const BACKLOG = 4_096;

async function listen(host: string, port: number, accept: (client: net.Socket) => void): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, accept);
  server.listen({ port, host, backlog: BACKLOG });
  try {
    await once(server, "listening");
  } catch (cause) {
    if (!isTaken(cause)) throw cause;
    throw new ChaosError("PORT_TAKEN", {
      expected: `port ${port} on ${host} to be free`,
      came: "another program listens there",
      todo: "Stop it, or leave out listen.port to be given a free one.",
      cause,
    });
  }
  return server;
}

/** A port that is listened on, and can be closed and opened again. */
export class Listener {
  readonly host: string;
  readonly port: number;
  readonly #accept: (client: net.Socket) => void;
  #server: net.Server | undefined;
  #isWanted = false;
  /** One change at a time: a port cannot be opened while it is still being closed. */
  #last: Promise<void> = Promise.resolve();

  constructor(host: string, port: number, accept: (client: net.Socket) => void) {
    this.host = host;
    this.port = port;
    this.#accept = accept;
  }

  /** Listens, if it does not yet. Throws PORT_TAKEN. */
  open(): Promise<void> {
    this.#isWanted = true;
    const opened = this.#last.then(() => this.#listen());
    this.#last = opened.catch(() => {}); // the caller has the error
    return opened;
  }

  /** Really stops listening, at once: dials are refused by the system. Connections that were accepted live on. */
  close(): void {
    this.#isWanted = false;
    this.#server?.close();
    this.#server = undefined;
  }

  async #listen(): Promise<void> {
    if (this.#server || !this.#isWanted) return;
    const server = await listen(this.host, this.port, this.#accept);
    // It may have been closed meanwhile.
    if (this.#isWanted) this.#server = server;
    else server.close();
  }
}
