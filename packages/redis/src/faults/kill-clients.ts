import { defineFaultType, object, oneOf, undo } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onServer, onServerArgs, onStruckServer } from "./on-server.ts";

/** CLIENT KILL: the server ends connections of the replicas, those that are subscribed (`pubsub`, default), the others (`normal`) or `all`. */
export const killClients = defineFaultType({
  name: "kill clients",
  args: object({ ...onServerArgs, type: oneOf("pubsub", "normal", "all") }),
  defaults: { ...onStruckServer, type: "pubsub" },
  label: ({ type }) => `kill clients (${type})`,
  kind: redisKind,
  uses: ["servers"],
  make: ({ type, ...where }) =>
    onServer(where, async (control) => {
      await control.killClients(type);
      return undo();
    }),
});
