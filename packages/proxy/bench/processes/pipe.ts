import net from "node:net";
import { listening } from "./listening.ts";
import { serveParent } from "./process.ts";

const skills = {
  /** Opens the barest proxy there is: where it listens. */
  open: (upstream: number): Promise<number> =>
    listening(
      net.createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
        const server = net.connect({ port: upstream, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
        client.on("error", () => server.destroy());
        server.on("error", () => client.destroy());
        client.pipe(server);
        server.pipe(client);
      }),
    ),
};
export type PipeSkills = typeof skills;

serveParent(skills);
