import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, readAtOnce, warm, whereOffered } from "./query-client.ts";

const HEALTH_CHECKS = 3;
const LATE = 3;

interface Options {
  /**
   * `few` (default): as many as there can be connections, so that none is left if each is handed to one who has gone; but not
   * enough to open the circuit. `many`: enough, and three more come after them, one by one.
   */
  readonly waiters?: "few" | "many";
  /** Asks for health beside those who wait. */
  readonly health?: boolean;
}

/**
 * As many reads as there can be connections (`held 1` …), held by the fault; others wait for a connection in vain; then the
 * client lets the held ones go, and reads at once (`first after`).
 */
export const pressPool = ({ waiters = "few", health = false }: Options = {}): Workload =>
  defineWorkload(queries, {
    name: `hold all connections while ${waiters} wait${health ? ", and ask for health" : ""}`,
    uses: [
      ...basics,
      "poolMost",
      ...(waiters === "many" ? (["circuitThreshold"] as const) : []),
      ...(health ? (["health"] as const) : []),
    ],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      const most = client.trait("poolMost");
      // Without a circuit nobody is refused for having come too late.
      const threshold = client.promised("circuitThreshold") ?? Number.POSITIVE_INFINITY;
      // Of the held ones some may wait in vain, too: a pool need not have all of its connections by then.
      const few = Math.max(1, Math.min(most, threshold - 1 - most));
      const held = Promise.all(numbered("held", most).map((key) => client.call("read", { key })));
      await client.fault(0, "injected");
      const waiting = readAtOnce(client, "waiting", waiters === "few" ? few : threshold);
      if (health) for (let count = 0; count < HEALTH_CHECKS; count++) await client.call("health", {});
      await waiting;
      if (waiters === "many") for (const key of numbered("late", LATE)) await client.call("read", { key });
      await client.heal(0);
      await client.call("read", { key: "first after" });
      await held;
    },
    settle: endWell,
  });
