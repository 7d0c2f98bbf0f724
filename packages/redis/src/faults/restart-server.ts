import { type Fault, failConnections, together, undo } from "@chaos-packs/contract";
import type { ServerState } from "../server/redis-control.ts";
import { type OnServer, onWholeServer } from "./on-server.ts";

/** How the server goes down. */
export interface RestartServer extends OnServer {
  /** `kept` (default): everything is saved before; `lost`: it comes back empty. Scripts are gone either way, and subscriptions. */
  readonly state?: ServerState;
}

/** The server is restarted; goes in when it answers again. All connections are gone. */
export const restartServer = ({ state = "kept", ...where }: RestartServer = {}): Fault =>
  onWholeServer(`restart server (state ${state})`, { state }, where, async (server) => {
    await server.stop(state);
    await server.start();
    return undo();
  });

/** The server is stopped, and started again by the heal. Who dials meanwhile is refused. The harness's own looks wait. */
export const stopServer = ({ state = "kept", ...where }: RestartServer = {}): Fault =>
  down(`stop server (state ${state})`, state, where);

/** The server is killed (SIGKILL), and started again by the heal, empty. Who dials meanwhile is refused. The harness's own looks wait. */
export const killServer = (where: OnServer = {}): Fault => down("kill server", "lost", where);

function down(name: string, state: ServerState, where: OnServer): Fault {
  const stopped = onWholeServer(name, { state }, where, async (server) => {
    await server.stop(state);
    return undo(() => server.start());
  });
  // A link listens although its server does not.
  const refused = failConnections({ how: "refuse", at: "dial", of: "all", ...(where.link && { link: where.link }) });
  return { ...together(refused, stopped), name, args: stopped.args };
}
