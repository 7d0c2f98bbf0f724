import { defineFaultType, object, oneOf, undo } from "@chaos-packs/contract/kind";
import { pause } from "@chaos-packs/wire";
import { postgresKind } from "../kind.ts";
import { type Backends, callForBackends } from "./backends.ts";
import { onServer, onServerArgs, onStruckServer } from "./on-server.ts";

const NAME = "cancel statements";
const BETWEEN_LOOKS_MS = 2;

/**
 * `pg_cancel_backend`: statements end with 57014, connections and transactions stay. `active` (default) are those that run
 * now; `struck` is the held one, as soon as the server runs it, until the heal.
 */
export const cancelStatements = defineFaultType({
  name: NAME,
  args: object({ ...onServerArgs, which: oneOf("struck", "active") }),
  defaults: { ...onStruckServer, which: "active" },
  label: ({ which }) => `${NAME} (${which})`,
  kind: postgresKind,
  uses: ["servers"],
  make: ({ which, ...where }) =>
    onServer(where, async ({ own }, { struck, signal }) => {
      const cancel = (backends: Backends) =>
        callForBackends(own, backends, "pg_cancel_backend", { struck, fault: NAME });
      if (which === "active") {
        await cancel("active");
        return undo();
      }
      const healed = new AbortController();
      const until = AbortSignal.any([signal, healed.signal]);
      const [backend] = await cancel("struck"); // an idle backend takes no notice
      const isActive = async (): Promise<boolean> =>
        (await own.query("select from pg_stat_activity where pid = $1 and state = 'active'", [backend])).length > 0;
      const cancelled = (async () => {
        while (!until.aborted && !(await isActive())) await pause(BETWEEN_LOOKS_MS, until);
        if (!until.aborted) await cancel("struck");
      })();
      cancelled.catch(() => {}); // told by the undo
      return undo(() => {
        healed.abort();
        return cancelled;
      });
    }),
});
