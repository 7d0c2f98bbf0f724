import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { checkLeave } from "./check-leave.ts";
import { onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";
import { figureOf, withSettings } from "./with-settings.ts";

/**
 * The server takes so many connections more than it has (default none), and tells who dials beyond that there are too many
 * (`maxclients`). A connection that ends leaves its place.
 */
export const limitClients = defineFaultType({
  name: "limit clients",
  args: object({ ...onServerArgs, leave: number() }),
  defaults: { ...onStruckServer, leave: 0 },
  kind: redisKind,
  uses: ["servers"],
  make: ({ leave, ...where }) => {
    checkLeave(leave);
    return onWholeServer(where, async (_server, { own }) => {
      const connected = await figureOf(own, "clients", "connected_clients");
      return withSettings(own, { maxclients: String(connected + leave) });
    });
  },
});
