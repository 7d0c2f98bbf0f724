import { once } from "node:events";
import net from "node:net";
import pg from "pg";

/** What went over one connection, piece by piece, in the order in which it was seen. */
export type Traffic = readonly { readonly direction: "up" | "down"; readonly bytes: Buffer }[];

/** All bytes of one direction. */
export const allOf = (traffic: Traffic, direction: "up" | "down"): Buffer =>
  Buffer.concat(traffic.filter((piece) => piece.direction === direction).map(({ bytes }) => bytes));

/** Runs work on a client whose bytes are written down on their way to a server. */
export async function recordTraffic(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<Traffic> {
  const traffic: { direction: "up" | "down"; bytes: Buffer }[] = [];
  const { hostname, port } = new URL(url);
  const recorder = net.createServer((client) => {
    const server = net.connect(Number(port), hostname);
    client.on("data", (bytes) => void traffic.push({ direction: "up", bytes })).pipe(server);
    server.on("data", (bytes) => void traffic.push({ direction: "down", bytes })).pipe(client);
    // Either end of a connection that was torn down says so here; the other is told by its own end.
    client.on("error", () => server.destroy());
    server.on("error", () => client.destroy());
  });
  recorder.listen(0, "127.0.0.1");
  await once(recorder, "listening");
  const through = Object.assign(new URL(url), { port: String((recorder.address() as net.AddressInfo).port) });
  const client = new pg.Client(through.href);
  await client.connect();
  await work(client);
  await client.end();
  recorder.close();
  await once(recorder, "close");
  return traffic;
}
