import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, warm, whereOffered } from "./query-client.ts";

/** Long enough to run on while the service stops. */
const OF_TIMEOUT = 0.4;
/** A service that takes everything on is given up after these. */
const READS = 300;

/** A slow query on each connection (`drain 1` …); once the service has been asked to stop reads come until one is refused. */
export const drain = (): Workload =>
  defineWorkload(queries, {
    name: "stop while slow queries run",
    uses: [...basics, "slow", "queryTimeoutMs"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      const ms = Math.round(client.trait("queryTimeoutMs") * OF_TIMEOUT);
      let running = true;
      const all = numbered("drain", client.trait("poolSize")).map((key) => client.call("slow", { key, ms }));
      const slow = Promise.all(all).then(() => {
        running = false;
      });
      await client.fault(0, "injected");
      for (const key of numbered("late", READS)) {
        if (!(await client.call("read", { key })).ok || !running) break;
      }
      await slow;
    },
    async settle(client) {
      await endWell(client);
      await client.call("slow", { key: "end", ms: 1 });
    },
  });
