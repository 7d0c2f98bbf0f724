import type { Fault } from "@chaos-packs/contract";
import { checkLeave } from "./check-leave.ts";
import { type OnServer, onWholeServer } from "./on-server.ts";
import { figureOf, withSettings } from "./with-settings.ts";

/**
 * The server takes so many connections more than it has (default none), and tells who dials beyond that there are too many
 * (`maxclients`). A connection that ends leaves its place.
 */
export const limitClients = ({ leave = 0, ...where }: OnServer & { readonly leave?: number } = {}): Fault => {
  checkLeave(leave);
  return onWholeServer("limit clients", { leave }, where, async (_server, { own }) => {
    const connected = await figureOf(own, "clients", "connected_clients");
    return withSettings(own, { maxclients: String(connected + leave) });
  });
};
