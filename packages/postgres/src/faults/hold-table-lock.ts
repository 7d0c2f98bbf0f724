import { ChaosError, defineFaultType, object, oneOf, string, undo } from "@chaos-packs/contract/kind";
import type pg from "pg";
import { postgresKind } from "../kind.ts";
import { type OnServer, onServer, onServerArgs, onStruckServer } from "./on-server.ts";
import { struckStatement } from "./struck-exchange.ts";
import { tableOf } from "./table-of.ts";

const NAME = "hold table lock";

/** Which table: by its name as SQL has it, or else that of the struck statement. */
export interface OnTable extends OnServer {
  readonly table?: string;
  /**
   * `exclusive` lets others read and makes writers wait; `access exclusive` makes all wait, also the looks of a target file
   * (they fail after 2 s). Default: the first, unless the struck statement only reads.
   */
  readonly mode?: "exclusive" | "access exclusive";
}

/**
 * Somebody else holds a lock on a table until the heal: whoever wants to write it waits. Injecting throws TABLE_UNKNOWN,
 * LOCK_NOT_POSSIBLE (the struck transaction itself has locked it), NO_HELD_MESSAGE.
 */
export const holdTableLock = defineFaultType({
  name: NAME,
  args: object(onServerArgs, { table: string(), mode: oneOf("exclusive", "access exclusive") }),
  defaults: onStruckServer,
  kind: postgresKind,
  uses: ["servers"],
  make: ({ table, mode, ...where }) =>
    onServer(where, async (control, { struck }) => {
      const statement =
        table === undefined ? struckStatement(struck, NAME, (each) => tableOf(each) !== undefined) : undefined;
      const first = statement && tableOf(statement);
      const meant = table ?? first?.name;
      const session = await control.connect();
      try {
        const name = await knownTable(session, meant);
        await session.query("begin");
        await session.query(
          `lock table ${name} in ${mode ?? (first?.isChanged === false ? "access exclusive" : "exclusive")} mode`,
        );
      } catch (error) {
        await session.end();
        throw lockError(error, meant ?? "the table");
      }
      return undo(() => session.end());
    }),
});

/** The table as it may stand in SQL. Throws TABLE_UNKNOWN. */
export async function knownTable(session: pg.Client, name: string | undefined): Promise<string> {
  const { rows } = await session
    .query<{ name: string | null }>("select to_regclass($1)::text as name", [name ?? ""])
    .catch(() => ({ rows: [] })); // what is no name at all is unknown, too
  const known = rows[0]?.name;
  if (known) return known;
  throw new ChaosError("TABLE_UNKNOWN", {
    expected: "a table of the lane's database",
    came: name === undefined ? "the struck statement names none" : `there is no ${name}`,
    todo: 'Name it as SQL does: { table: "shop.orders" }.',
  });
}

/** What a lock that was not granted is told as. */
export function lockError(error: unknown, what: string): unknown {
  if (!(error instanceof Error && "code" in error && error.code === "55P03")) return error;
  return new ChaosError("LOCK_NOT_POSSIBLE", {
    expected: `${what} to be locked by the harness`,
    came: "others hold locks on it, and did not let go in time",
    todo: "Strike before the transaction touches it: at an earlier statement.",
    cause: error,
  });
}
