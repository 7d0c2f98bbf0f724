import { type Fault, undo } from "@chaos-packs/contract";
import { type OnServer, onWholeServer } from "./on-server.ts";

/**
 * The server is frozen (SIGSTOP) until the heal: dials are accepted by the system, and nobody answers. The harness's own looks at
 * it wait, too.
 */
export const stallServer = (where: OnServer = {}): Fault =>
  onWholeServer("stall server", {}, where, async (server) => {
    server.stall();
    return undo(() => server.resume());
  });
