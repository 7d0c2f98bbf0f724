import {
  defineFaultType,
  failConnections,
  object,
  oneOf,
  type Schema,
  together,
  undo,
} from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import type { ShutdownMode } from "../server/server-process.ts";
import { type OnServer, onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";

/** How the server goes down. */
export interface ServerDown extends OnServer {
  /** `fast` (default): transactions are rolled back and clients told (57P01); `immediate`: as in a crash, with recovery at the start. */
  readonly mode?: ShutdownMode;
}

const args: Schema<Required<ServerDown>> = object({ ...onServerArgs, mode: oneOf("fast", "immediate") });

const restart = ({ mode, ...where }: Required<ServerDown>) =>
  onWholeServer(where, async (server) => {
    await server.stop(mode);
    await server.start();
    return undo();
  });

/** The server is restarted; goes in when it accepts connections again. What was acknowledged is there, all connections are gone. */
export const restartServer = defineFaultType({
  name: "restart postgres",
  args,
  defaults: { ...onStruckServer, mode: "fast" },
  label: ({ mode }) => `restart server (${mode})`,
  kind: postgresKind,
  uses: ["servers"],
  make: restart,
});

/** The database server is restarted: all connections end (57P01), new ones succeed. */
export const databaseRestart = defineFaultType({
  name: "database-restart",
  args,
  defaults: { ...onStruckServer, mode: "fast" },
  kind: postgresKind,
  uses: ["servers"],
  make: restart,
});

/**
 * The server is stopped, and started again by the heal. Who dials meanwhile is refused, as nobody listens. Looks over the
 * harness's own connections reject.
 */
export const stopServer = defineFaultType({
  name: "stop postgres",
  args,
  defaults: { ...onStruckServer, mode: "fast" },
  label: ({ mode }) => `stop server (${mode})`,
  kind: postgresKind,
  uses: ["servers", "links"],
  make({ mode, link, fate }) {
    // A link listens although its server does not.
    const refused = failConnections({ how: "refuse", at: "dial", of: "all", link });
    return together(refused, stopped({ mode, link, fate }));
  },
});

const stopped = defineFaultType({
  name: "stop postgres process",
  args,
  kind: postgresKind,
  uses: ["servers"],
  make: ({ mode, ...where }) =>
    onWholeServer(where, async (server) => {
      await server.stop(mode);
      return undo(() => server.start());
    }),
});
