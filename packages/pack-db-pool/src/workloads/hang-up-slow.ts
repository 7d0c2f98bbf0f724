import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, lookUntil, noteStrike, numbered, warm } from "./query-client.ts";

/** Close to the timeout, so that what ends the queries in time is not that. */
const OF_TIMEOUT = 0.9;
/** Looks take a ms or so each; by then the queries have ended by themselves. */
const LOOKS = 2_000;

interface Options {
  /** `one` query, or as many as there can be connections, so that none is left if they do not come back. */
  readonly queries: "one" | "as many as connections";
}

/** A read (`first`), and once a fault has struck slow queries (`abandoned 1` …) whose clients hang up when the server runs them all. */
export const hangUpSlow = ({ queries: how }: Options): Workload =>
  defineWorkload(queries, {
    name: `hang up in mid query, ${how}`,
    uses: [...basics, "sessions", "slow", "queryTimeoutMs", "poolMost"],
    mayUse: ["write", "records"],
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      const ms = Math.round(client.trait("queryTimeoutMs") * OF_TIMEOUT);
      const count = how === "one" ? 1 : client.trait("poolMost");
      let isRunning = false;
      const running = lookUntil(client, ({ active }) => active >= count, LOOKS).then(() => {
        isRunning = true;
      });
      // On a slow machine a query may end, or find no connection, before all run: it is asked for again.
      const abandon = async (key: string): Promise<void> => {
        do await client.hangUp("slow", { key, ms }, running);
        while (!isRunning);
      };
      await Promise.all(numbered("abandoned", count).map(abandon));
      if (how === "one") await lookUntil(client, ({ active }) => active === 0);
    },
    probe: noteStrike,
    async settle(client) {
      await endWell(client);
      await client.call("slow", { key: "end", ms: 1 });
    },
  });
