import type { DependencyKind } from "@chaos-packs/contract";
import { openLink } from "@chaos-packs/proxy";
import { startLineServer } from "./line-server.ts";
import { lineTap } from "./line-tap.ts";

/** The harness's own way to a post office. */
export interface LinesOwn {
  letters(): Promise<readonly string[]>;
}

/** A kind of dependency: a server for each lane, and links that understand its protocol. */
export const lines = (): DependencyKind<LinesOwn> => ({
  kind: "lines",
  start: async ({ name, seed }) => ({
    version: "1",
    async openLane() {
      const server = await startLineServer();
      const { port, letters } = server;
      return {
        own: { letters: async () => [...letters] },
        control: undefined,
        link: ({ by, watch, connection }) =>
          openLink({
            by,
            dependency: name,
            upstream: { host: "127.0.0.1", port },
            url: (at) => `tcp://127.0.0.1:${at}`,
            seed,
            connection,
            tap: (tapped) =>
              lineTap(tapped, (message, edge) => watch({ dependency: name, by, edge, message, connection: tapped })),
          }),
        async reset() {
          letters.length = 0;
        },
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
    async [Symbol.asyncDispose]() {},
  }),
});
