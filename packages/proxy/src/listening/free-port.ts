import { ChaosError, isChaosError } from "@chaos-packs/contract/kind";
import { candidatePort } from "./candidate-ports.ts";
import { Listener } from "./listener.ts";

/** Tries ports below the ephemeral range until one is not taken. Throws NO_PORT_LEFT. */
export async function withFreePort<T>(use: (port: number) => Promise<T>): Promise<T> {
  for (let port = await candidatePort(); port !== undefined; port = await candidatePort()) {
    try {
      return await use(port);
    } catch (error) {
      if (!isChaosError(error, "PORT_TAKEN")) throw error;
    }
  }
  throw new ChaosError("NO_PORT_LEFT", {
    expected: "a free port between 10000 and the ephemeral range",
    came: "this process has tried all of them",
    todo: "Start a new process, or name ports yourself.",
  });
}

/** A free loopback port below the ephemeral range (so that no dial takes it by chance), never given twice by this process. */
export const freePort = (): Promise<number> =>
  withFreePort(async (port) => {
    const listener = new Listener("127.0.0.1", port, (client) => client.destroy());
    await listener.open();
    listener.close();
    return port;
  });
