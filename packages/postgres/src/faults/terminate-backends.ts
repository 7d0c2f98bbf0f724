import { defineFaultType, object, oneOf, undo } from "@chaos-packs/contract/kind";
import { pause } from "@chaos-packs/wire";
import { postgresKind } from "../kind.ts";
import { callForBackends } from "./backends.ts";
import { onServer, onServerArgs, onStruckServer } from "./on-server.ts";

const NAME = "terminate backends";
const BETWEEN_LOOKS_MS = 2;

/** `pg_terminate_backend`, as an administrator does it: clients get 57P01, and the connection ends. Goes in when the backends are gone. */
export const terminateBackends = defineFaultType({
  name: NAME,
  args: object({ ...onServerArgs, which: oneOf("struck", "idle", "active", "all") }),
  defaults: { ...onStruckServer, which: "struck" },
  label: ({ which }) => `${NAME} (${which})`,
  kind: postgresKind,
  uses: ["servers"],
  make: ({ which, ...where }) =>
    onServer(where, async ({ own }, { struck, signal }) => {
      const pids = await callForBackends(own, which, "pg_terminate_backend", { struck, fault: NAME });
      const left = async (): Promise<number> =>
        (await own.query("select from pg_stat_activity where pid = any($1)", [pids])).length;
      while (!signal.aborted && (await left()) > 0) await pause(BETWEEN_LOOKS_MS, signal);
      return undo();
    }),
});
