import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "read-only-connection-stays",
  mistake: "After a failover the service stays with the server that it knows, which answers well and takes nothing",
  expected: ["pubsub/redis-readonly"],
  swap: () => ({ spoilsLine: () => false }),
});
