import { type Fault, undo } from "@chaos-packs/contract";
import { pause } from "@chaos-packs/wire";
import { type Backends, callForBackends } from "./backends.ts";
import { type OnServer, onServer } from "./on-server.ts";

const NAME = "terminate backends";
const BETWEEN_LOOKS_MS = 2;

/** `pg_terminate_backend`, as an administrator does it: clients get 57P01, and the connection ends. Goes in when the backends are gone. */
export const terminateBackends = ({
  which = "struck",
  ...where
}: OnServer & { readonly which?: Backends } = {}): Fault =>
  onServer(`${NAME} (${which})`, { which }, where, async ({ own }, { struck, signal }) => {
    const pids = await callForBackends(own, which, "pg_terminate_backend", { struck, fault: NAME });
    const left = async (): Promise<number> =>
      (await own.query("select from pg_stat_activity where pid = any($1)", [pids])).length;
    while (!signal.aborted && (await left()) > 0) await pause(BETWEEN_LOOKS_MS, signal);
    return undo();
  });
