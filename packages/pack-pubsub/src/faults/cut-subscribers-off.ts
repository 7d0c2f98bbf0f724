import { type Fault, failConnections, resetConnection, together } from "@chaos-packs/contract/pack";
import { killClients } from "@chaos-packs/redis";

const noNewOnes = failConnections({ how: "rst", at: "accept", of: "all" });

/** The broker ends the connections of all subscribers, and no process gets a new one until it heals; those that publish live on. */
export const cutSubscribersOff = (): Fault => together(noNewOnes, killClients({ type: "pubsub" }));

/** The connection that a message is being pushed on is reset, and no process gets a new one until it heals; those that publish live on. */
export const resetSubscriber = (): Fault => together(noNewOnes, resetConnection());
