import { createServer } from "node:net";
import { createInterface } from "node:readline";

/** A post office: `SEND id` is answered `OK`, `HAS id` with `YES` or `NO`. */
export interface LineServer extends AsyncDisposable {
  readonly port: number;
  /** The letters that it holds, in the order they came. */
  readonly letters: string[];
}

/** Starts one on loopback. */
export async function startLineServer(): Promise<LineServer> {
  const letters: string[] = [];
  const server = createServer((socket) => {
    const requests = createInterface({ input: socket });
    requests.on("error", () => socket.destroy()); // a connection that a fault has reset
    requests.on("line", (line) => {
      const [verb, id = ""] = line.split(" ");
      if (verb === "SEND") letters.push(id);
      socket.write(verb === "SEND" ? "OK\n" : letters.includes(id) ? "YES\n" : "NO\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return {
    port: address.port,
    letters,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
