import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { checkLeave } from "./check-leave.ts";
import { onServerArgs, onStruckServer, onWholeServer } from "./on-server.ts";
import { figureOf, withSettings } from "./with-settings.ts";

/**
 * The server's memory is full: `maxmemory` is what it uses and so many bytes more (default none at all), nothing is evicted, and
 * whatever takes more gets the real OOM. What connections use counts, too, so a few bytes cannot be told exactly.
 */
export const limitMemory = defineFaultType({
  name: "limit memory",
  args: object({ ...onServerArgs, leave: number() }),
  defaults: { ...onStruckServer, leave: 0 },
  kind: redisKind,
  uses: ["servers"],
  make: ({ leave, ...where }) => {
    checkLeave(leave);
    return onWholeServer(where, async (_server, { own }) => {
      const used = await figureOf(own, "memory", "used_memory");
      const most = leave === 0 ? "1" : String(used + leave);
      return withSettings(own, { "maxmemory-policy": "noeviction", maxmemory: most });
    });
  },
});
