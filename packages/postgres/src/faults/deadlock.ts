import { ChaosError, defineFaultType, object, undo } from "@chaos-packs/contract/kind";
import { pause } from "@chaos-packs/wire";
import type pg from "pg";
import { postgresKind } from "../kind.ts";
import type { PostgresOwn } from "../lane/own.ts";
import type { SeenStatement } from "../tap/seen-statement.ts";
import { knownTable, lockError } from "./hold-table-lock.ts";
import { onServer, onServerArgs, onStruckServer } from "./on-server.ts";
import { struckBackend, struckStatement } from "./struck-exchange.ts";
import { changesRows, tableOf } from "./table-of.ts";

const NAME = "deadlock";
const BETWEEN_LOOKS_MS = 2;

/**
 * A real deadlock: a transaction of the harness's takes what the struck statement is about to take, and then waits for what
 * its transaction has taken. The struck one is the victim (40P01), after the server's deadlock_timeout (50 ms on servers of
 * ours); with that the harness's transaction ends, too. The anchor must be a statement that writes, in a transaction that has
 * written before. Injecting throws DEADLOCK_NOT_POSSIBLE, LOCK_NOT_POSSIBLE, NO_HELD_MESSAGE.
 */
export const deadlock = defineFaultType({
  name: NAME,
  args: object(onServerArgs),
  defaults: onStruckServer,
  kind: postgresKind,
  uses: ["servers"],
  make: (where) =>
    onServer(where, async ({ own, connect }, { struck, signal }) => {
      const victim = struckBackend(struck, NAME);
      const statement = struckStatement(struck, NAME, changesRows);
      const taken = await tablesLockedBy(own, victim);
      const [first] = taken;
      if (!statement || first === undefined)
        throw notPossible(statement ? "it has locked nothing yet" : "the struck statement locks nothing");
      const session = await connect();
      try {
        await neverTheVictim(session);
        await session.query("begin");
        await takeBefore(session, statement, taken);
      } catch (error) {
        await session.end();
        throw lockError(error, "what the statement changes");
      }
      const { rows } = await session.query<{ pid: number }>(
        "select pg_backend_pid() as pid, set_config('lock_timeout', '0', true)",
      );
      const pid = rows[0]?.pid ?? 0;
      // It gets the lock when the victim is rolled back, and has no more use for it then.
      const over = session
        .query(`lock table ${first} in exclusive mode`)
        .then(() => session.query("rollback"))
        .catch(() => undefined)
        .finally(() => session.end());
      const isWaiting = async (): Promise<boolean> =>
        (await own.query("select where $1 = any(pg_blocking_pids($2))", [victim, pid])).length > 0;
      while (!signal.aborted && !(await isWaiting())) await pause(BETWEEN_LOOKS_MS, signal);
      return undo(async () => {
        await own.query("select pg_cancel_backend(pid) from pg_stat_activity where pid = $1 and state = 'active'", [
          pid,
        ]);
        await over;
      });
    }),
});

/** Tables that a backend holds locks on which a reader does not need. */
async function tablesLockedBy(own: PostgresOwn, backend: number): Promise<readonly string[]> {
  const rows = await own.query<{ name: string }>(
    `select distinct l.relation::regclass::text as name from pg_locks l join pg_class c on c.oid = l.relation
     where l.pid = $1 and l.granted and l.mode <> 'AccessShareLock' and c.relkind in ('r', 'p')
       and c.relnamespace <> 'pg_catalog'::regnamespace and l.database = (select oid from pg_database where datname = current_database())`,
    [backend],
  );
  return rows.map(({ name }) => name);
}

/** Whoever has waited for deadlock_timeout looks for a deadlock, and gives way if there is one. */
async function neverTheVictim(session: pg.Client): Promise<void> {
  try {
    await session.query("set deadlock_timeout = '1h'");
  } catch (cause) {
    throw notPossible("the harness's user may not set deadlock_timeout, so that it could be the victim itself", cause);
  }
}

/** Takes what the statement will want: its whole table, or, where its transaction is in there already, the same rows. */
async function takeBefore(session: pg.Client, statement: SeenStatement, taken: readonly string[]): Promise<void> {
  const table = await knownTable(session, tableOf(statement)?.name);
  if (taken.includes(table) && !statement.isCut) await session.query(statement.sql, [...statement.parameters]);
  else await session.query(`lock table ${table} in exclusive mode`);
}

const notPossible = (came: string, cause?: unknown): ChaosError =>
  new ChaosError("DEADLOCK_NOT_POSSIBLE", {
    expected: "the struck transaction to have written something, and to be about to write something else",
    came,
    todo: "Anchor it at the second writing statement of a transaction, at the edge before.",
    cause,
  });
