import { defineFaultType, object, undo } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";

/**
 * The server is frozen (SIGSTOP) until the heal: dials are accepted by the system, and nobody answers. The harness's own looks at
 * it wait, too.
 */
export const stallServer = defineFaultType({
  name: "stall redis",
  args: object(onServerArgs),
  defaults: onStruckServer,
  label: () => "stall server",
  kind: redisKind,
  uses: ["servers"],
  make: (where) =>
    onWholeServer(where, async (server) => {
      server.stall();
      return undo(() => server.resume());
    }),
});
