import type { Fault } from "@chaos-packs/contract";
import { checkLeave } from "./check-leave.ts";
import { type OnServer, onWholeServer } from "./on-server.ts";
import { figureOf, withSettings } from "./with-settings.ts";

/**
 * The server's memory is full: `maxmemory` is what it uses and so many bytes more (default none at all), nothing is evicted, and
 * whatever takes more gets the real OOM. What connections use counts, too, so a few bytes cannot be told exactly.
 */
export const limitMemory = ({ leave = 0, ...where }: OnServer & { readonly leave?: number } = {}): Fault => {
  checkLeave(leave);
  return onWholeServer("limit memory", { leave }, where, async (_server, { own }) => {
    const used = await figureOf(own, "memory", "used_memory");
    return withSettings(own, { "maxmemory-policy": "noeviction", maxmemory: leave === 0 ? "1" : String(used + leave) });
  });
};
