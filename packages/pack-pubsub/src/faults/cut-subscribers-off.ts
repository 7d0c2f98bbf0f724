import { type Fault, failConnections, together } from "@chaos-packs/contract";
import { killClients } from "@chaos-packs/redis";

/** The broker ends the connections of all subscribers, and no process gets a new one until it heals; those that publish live on. */
export const cutSubscribersOff = (): Fault =>
  together(failConnections({ how: "rst", at: "accept", of: "all" }), killClients({ type: "pubsub" }));
