import {
  defineFaultType,
  failConnections,
  object,
  oneOf,
  type Schema,
  together,
  undo,
} from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import type { ServerState } from "../server/redis-control.ts";
import { type OnServer, onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";

/** How the server goes down. */
export interface RestartServer extends OnServer {
  /** `kept` (default): everything is saved before; `lost`: it comes back empty. Scripts are gone either way, and subscriptions. */
  readonly state?: ServerState;
}

const args: Schema<Required<RestartServer>> = object({ ...onServerArgs, state: oneOf("kept", "lost") });

const restart = ({ state, ...where }: Required<RestartServer>) =>
  onWholeServer(where, async (server) => {
    await server.stop(state);
    await server.start();
    return undo();
  });

/** The server is restarted; goes in when it answers again. All connections are gone. */
export const restartServer = defineFaultType({
  name: "restart redis",
  args,
  defaults: { ...onStruckServer, state: "kept" },
  label: ({ state }) => `restart server (state ${state})`,
  kind: redisKind,
  uses: ["servers"],
  make: restart,
});

/** The Redis server is restarted, with what it held unless `state` says otherwise: all connections end, new ones succeed. */
export const redisRestart = defineFaultType({
  name: "redis-restart",
  args,
  defaults: { ...onStruckServer, state: "kept" },
  kind: redisKind,
  uses: ["servers"],
  make: restart,
});

/** The server is stopped, and started again by the heal. Who dials meanwhile is refused. The harness's own looks wait. */
export const stopServer = defineFaultType({
  name: "stop redis",
  args,
  defaults: { ...onStruckServer, state: "kept" },
  label: ({ state }) => `stop server (state ${state})`,
  kind: redisKind,
  uses: ["servers", "links"],
  make: down,
});

/** The server is killed (SIGKILL), and started again by the heal, empty. Who dials meanwhile is refused. The harness's own looks wait. */
export const killServer = defineFaultType({
  name: "kill redis",
  args: object(onServerArgs),
  defaults: onStruckServer,
  label: () => "kill server",
  kind: redisKind,
  uses: ["servers", "links"],
  make: (where) => down({ ...where, state: "lost" }),
});

const stopped = defineFaultType({
  name: "stop redis process",
  args,
  kind: redisKind,
  uses: ["servers"],
  make: ({ state, ...where }) =>
    onWholeServer(where, async (server) => {
      await server.stop(state);
      return undo(() => server.start());
    }),
});

/** A link listens although its server does not. */
function down(how: Required<RestartServer>) {
  return together(failConnections({ how: "refuse", at: "dial", of: "all", link: how.link }), stopped(how));
}
