import { type Fault, failConnections, together, undo } from "@chaos-packs/contract";
import type { ShutdownMode } from "../server/server-process.ts";
import { type OnServer, onWholeServer } from "./on-server.ts";

/** How the server goes down. */
export interface ServerDown extends OnServer {
  /** `fast` (default): transactions are rolled back and clients told (57P01); `immediate`: as in a crash, with recovery at the start. */
  readonly mode?: ShutdownMode;
}

/** The server is restarted; goes in when it accepts connections again. What was acknowledged is there, all connections are gone. */
export const restartServer = ({ mode = "fast", ...where }: ServerDown = {}): Fault =>
  onWholeServer(`restart server (${mode})`, { mode }, where, async (server) => {
    await server.stop(mode);
    await server.start();
    return undo();
  });

/**
 * The server is stopped, and started again by the heal. Who dials meanwhile is refused, as nobody listens. Looks over the
 * harness's own connections reject.
 */
export const stopServer = ({ mode = "fast", ...where }: ServerDown = {}): Fault => {
  const name = `stop server (${mode})`;
  const stopped = onWholeServer(name, { mode }, where, async (server) => {
    await server.stop(mode);
    return undo(() => server.start());
  });
  // A link listens although its server does not.
  const refused = failConnections({ how: "refuse", at: "dial", of: "all", ...(where.link && { link: where.link }) });
  return { ...together(refused, stopped), name, args: stopped.args };
};
