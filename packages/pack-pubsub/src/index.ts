import { definePack } from "@chaos-packs/contract";
import { broadcast } from "./capabilities/broadcast.ts";
import { scenarios } from "./scenarios/index.ts";

/** What happens to messages, subscribers and sockets when Redis, a connection or a process dies. */
export const pubsub = definePack({ name: "pubsub", capabilities: [broadcast], scenarios });

export { broadcast };
