import { defineInvariant, holds, notPromised, seen, took, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { connectionsOfPools, mostOpen, poolsSeen } from "../../history/connections-of-pools.ts";
import { connection, did, historyOf, sessions } from "../../history/examples.ts";

/** Under pressure extra connections are opened, up to the most and no further; when it is over the pool goes back to its size. */
export const overflowComesAndGoes = defineInvariant({
  name: "overflow comes and goes",
  timed: true,
  reads: ["slow", "sessions"],
  traits: ["poolSize", "poolMost", "overflowAfterMs"],
  check(history) {
    const { calls, looks, promised } = seen(history, queries);
    const [size, most, overflowAfterMs] = [promised("poolSize"), promised("poolMost"), promised("overflowAfterMs")];
    if (calls("slow").filter((call) => took(call) >= overflowAfterMs).length <= size)
      return unknown("there was no pressure");
    if (most === size) return notPromised("connections beyond the pool's size");
    const connections = connectionsOfPools(history);
    const { most: found, who } = mostOpen(connections);
    if (found <= size) return violated(`requests waited, and no connection was opened beyond the pool's ${size}`);
    if (found > most) return violated(`${who}: ${found} connections were open at once; ${most} are promised`);
    const last = looks("sessions").at(-1);
    if (!last) return unknown("nobody looked at the server in the end");
    const all = size * Math.max(1, poolsSeen(connections));
    return last.output.open <= all
      ? holds
      : violated(
          `the pressure was over, and ${last.output.open} connections were left open for pools of ${all} together`,
        );
  },
  examples: {
    keeps: historyOf(
      ...["a", "b", "c"].map((key) => did("slow", { key, ms: 120 }, { from: 10, until: 150 }, {})),
      connection(1, 1),
      connection(2, 2),
      connection(3, 115, 300),
      sessions(310, { open: 2 }),
    ),
    breaks: historyOf(
      ...["a", "b", "c"].map((key) => did("slow", { key, ms: 120 }, { from: 10, until: 150 }, {})),
      connection(1, 1),
      connection(2, 2),
      connection(3, 115),
      sessions(310, { open: 3 }),
    ),
  },
});
