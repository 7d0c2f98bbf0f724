import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, readAtOnce, warm } from "./query-client.ts";

const HEALTH_CHECKS = 3;
/** Fewer than open any circuit, also when some of the held reads found no connection: a pool need not have all of its own by then. */
const FEW = 2;
const LATE = 3;

interface Options {
  /** `few` (default): not enough to open the circuit. `many`: enough, and three more come after them, one by one. */
  readonly waiters?: "few" | "many";
  /** Asks for health beside those who wait. */
  readonly health?: boolean;
}

/**
 * As many reads as the pool has connections (`held 1` …), held by the fault; others wait for a connection in vain; then the
 * client lets the held ones go, and reads at once (`first after`).
 */
export const pressPool = ({ waiters = "few", health = false }: Options = {}): Workload =>
  defineWorkload(queries, {
    name: `hold all connections while ${waiters} wait${health ? ", and ask for health" : ""}`,
    uses: health ? [...basics, "health"] : basics,
    async run(client) {
      await warm(client);
      const [size, threshold] = [client.trait("poolSize"), client.trait("circuitThreshold")];
      const held = Promise.all(numbered("held", size).map((key) => client.call("read", { key })));
      await client.fault(0, "injected");
      const waiting = readAtOnce(client, "waiting", waiters === "few" ? FEW : threshold);
      if (health) for (let count = 0; count < HEALTH_CHECKS; count++) await client.call("health", {});
      await waiting;
      if (waiters === "many") for (const key of numbered("late", LATE)) await client.call("read", { key });
      await client.heal(0);
      await client.call("read", { key: "first after" });
      await held;
    },
    settle: endWell,
  });
