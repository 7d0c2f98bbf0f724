import { once } from "node:events";
import net from "node:net";

/** A server for a test; closing it tears down what is connected. */
export interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly sockets: readonly net.Socket[];
  /** The next socket that connects, or the first that nobody has asked for. */
  next(): Promise<net.Socket>;
}

/** Starts a server on loopback. */
export async function startServer(serve: (socket: net.Socket) => void): Promise<TestServer> {
  const sockets: net.Socket[] = [];
  const arrived: net.Socket[] = [];
  const waiting: ((socket: net.Socket) => void)[] = [];
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    serve(socket);
    const taker = waiting.shift();
    if (taker) taker(socket);
    else arrived.push(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as net.AddressInfo;
  return {
    port: address.port,
    sockets,
    next: () => {
      const socket = arrived.shift();
      return socket ? Promise.resolve(socket) : new Promise((resolve) => waiting.push(resolve));
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A server that sends back what it gets, and its end. */
export const startEcho = (): Promise<TestServer> => startServer((socket) => socket.pipe(socket));

/** A server that says nothing by itself. */
export const startMute = (): Promise<TestServer> => startServer((socket) => socket.pause());
