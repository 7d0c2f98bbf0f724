import { EventEmitter, once } from "node:events";
import net from "node:net";
import { listening } from "./listening.ts";
import { serveParent } from "./process.ts";

/** Sockets that are open. */
const sockets = new Set<net.Socket>();
const empty = new EventEmitter();

function count(socket: net.Socket): void {
  sockets.add(socket);
  socket.on("close", () => {
    sockets.delete(socket);
    if (sockets.size === 0) empty.emit("empty");
  });
}

const skills = {
  /** Opens the barest proxy there is: where it listens. */
  open: (upstream: number): Promise<number> =>
    listening(
      net.createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
        const server = net.connect({ port: upstream, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
        count(client);
        count(server);
        client.on("error", () => server.destroy());
        server.on("error", () => client.destroy());
        client.pipe(server);
        server.pipe(client);
      }),
    ),
  /** Resolves when it has no connection. */
  async whenEmpty(): Promise<void> {
    if (sockets.size > 0) await once(empty, "empty");
  },
};
export type PipeSkills = typeof skills;

serveParent(skills);
