import type { Struck } from "@chaos-packs/contract/kind";
import { OWN_NAME } from "../lane/connect.ts";
import type { PostgresOwn } from "../lane/own.ts";
import { struckBackend } from "./struck-exchange.ts";

/** Which backends of the lane's database: that of the struck connection, those with nothing to do, those running a statement, or all. */
export type Backends = "struck" | "idle" | "active" | "all";

const STATES = { idle: ["idle"], active: ["active"], all: undefined } as const;

/** Calls a function of the server for backends of the replicas; returns their processes. */
export async function callForBackends(
  own: PostgresOwn,
  which: Backends,
  call: "pg_terminate_backend" | "pg_cancel_backend",
  { struck, fault }: { readonly struck: Pick<Struck, "message">; readonly fault: string },
): Promise<readonly number[]> {
  const pids = which === "struck" ? [struckBackend(struck, fault)] : undefined;
  const states = which === "struck" ? undefined : STATES[which];
  const rows = await own.query<{ pid: number }>(
    `select pid, ${call}(pid) from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and application_name <> $1
       and ($2::int[] is null or pid = any($2)) and ($3::text[] is null or state = any($3))`,
    [OWN_NAME, pids, states],
  );
  return rows.map(({ pid }) => pid);
}
