import { defineFaultType, object, undo } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";
import { struckBackend } from "./struck-exchange.ts";

/**
 * The process that serves the struck connection is killed (SIGKILL). The server ends all others too (57P02) and recovers; goes in
 * when it accepts connections again. Who dials meanwhile gets 57P03. Injecting throws BACKEND_GONE, NO_HELD_MESSAGE.
 */
export const killBackend = defineFaultType({
  name: "kill backend",
  args: object(onServerArgs),
  defaults: onStruckServer,
  kind: postgresKind,
  uses: ["servers"],
  make: (where) =>
    onWholeServer(where, async (server, _control, { struck }) => {
      await server.crash(struckBackend(struck, "kill backend"));
      return undo();
    }),
});
