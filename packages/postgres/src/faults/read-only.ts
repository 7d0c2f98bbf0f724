import { defineFaultType, object } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";

/** The server lets nobody write (25006), on connections new and old, as providers do when a disk is full. Reads go on. */
export const readOnly = defineFaultType({
  name: "read only",
  args: object(onServerArgs),
  defaults: onStruckServer,
  kind: postgresKind,
  uses: ["servers"],
  make: (where) => onWholeServer(where, (server) => server.alter({ default_transaction_read_only: "on" })),
});
