import { definePack, scenariosIn } from "@chaos-packs/contract/pack";
import { redisFaults } from "@chaos-packs/redis";
import { broadcast } from "./capabilities/broadcast.ts";

/** What happens to messages, subscribers and sockets when Redis, a connection or a process dies. */
export const pubsub = definePack({
  name: "pubsub",
  capabilities: [broadcast],
  faults: redisFaults,
  scenarios: await scenariosIn(new URL("./scenarios/", import.meta.url)),
});

export { broadcast };
