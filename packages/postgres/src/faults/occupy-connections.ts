import { ChaosError, defineFaultType, number, object, undo } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";

/**
 * Others take all connections of the server but `leave` (default none), so that it is as if max_connections were lower: who dials
 * beyond gets the real 53300. Connections that are open stay.
 */
export const occupyConnections = defineFaultType({
  name: "occupy connections",
  args: object({ ...onServerArgs, leave: number() }),
  defaults: { ...onStruckServer, leave: 0 },
  kind: postgresKind,
  uses: ["servers"],
  make({ leave, ...where }) {
    if (!Number.isInteger(leave) || leave < 0) {
      throw new ChaosError("BAD_FAULT", {
        expected: "leave to be a whole number from 0",
        came: `it is ${leave}`,
        todo: "Say how many connections shall be left.",
      });
    }
    return onWholeServer(where, async (_server, { own, connect }) => {
      const [row] = await own.query<{ free: number }>(FREE);
      const taking = Array.from({ length: Math.max(0, (row?.free ?? 0) - leave) }, () => connect());
      const taken = await Promise.allSettled(taking);
      return undo(() => Promise.all(taken.map((each) => (each.status === "fulfilled" ? each.value.end() : undefined))));
    });
  },
});

const FREE = `
  select current_setting('max_connections')::int - count(*)::int as free
  from pg_stat_activity where backend_type = 'client backend'`;
