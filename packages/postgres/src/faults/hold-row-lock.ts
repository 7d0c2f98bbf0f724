import { ChaosError, defineFaultType, object, undo } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { lockError } from "./hold-table-lock.ts";
import { onServer, onServerArgs, onStruckServer } from "./on-server.ts";
import { struckStatement } from "./struck-exchange.ts";
import { changesRows } from "./table-of.ts";

const NAME = "hold row lock";

/**
 * Somebody else does the same first, and does not commit: the harness runs the struck statement in a transaction of its own,
 * so that the struck one waits for exactly its rows (or its unique key). Healing rolls back. Injecting throws NO_HELD_MESSAGE,
 * LOCK_NOT_POSSIBLE.
 */
export const holdRowLock = defineFaultType({
  name: NAME,
  args: object(onServerArgs),
  defaults: onStruckServer,
  kind: postgresKind,
  uses: ["servers"],
  make: (where) =>
    onServer(where, async (control, { struck }) => {
      const statement = struckStatement(struck, NAME, changesRows);
      if (!statement) {
        throw new ChaosError("LOCK_NOT_POSSIBLE", {
          expected: `${NAME} to strike a statement that locks rows`,
          came: "it locks none",
          todo: "Anchor it at an INSERT, UPDATE, DELETE or SELECT FOR UPDATE.",
        });
      }
      if (statement.isCut) {
        throw new ChaosError("LOCK_NOT_POSSIBLE", {
          expected: `${NAME} to strike a statement that the harness can run itself`,
          came: "it is longer than a million characters, or than 10,000 without its literals",
          todo: "Use holdTableLock({ table }), or pass the values as parameters.",
        });
      }
      const session = await control.connect();
      try {
        await session.query("begin");
        await session.query(statement.sql, [...statement.parameters]);
      } catch (error) {
        await session.end();
        throw lockError(error, "what the statement changes");
      }
      return undo(() => session.end());
    }),
});
