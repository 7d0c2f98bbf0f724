import { ChaosError, type Fault, undo } from "@chaos-packs/contract";
import { lockError } from "./hold-table-lock.ts";
import { type OnServer, onServer } from "./on-server.ts";
import { struckExchange } from "./struck-exchange.ts";
import { tableOf } from "./table-of.ts";

const NAME = "hold row lock";

/**
 * Somebody else does the same first, and does not commit: the harness runs the struck statement in a transaction of its own,
 * so that the struck one waits for exactly its rows (or its unique key). Healing rolls back. Injecting throws NO_HELD_MESSAGE,
 * LOCK_NOT_POSSIBLE.
 */
export const holdRowLock = (where: OnServer = {}): Fault =>
  onServer(NAME, {}, where, async (control, { struck }) => {
    const statement = struckExchange(struck, NAME).statements.find((each) => tableOf(each)?.isChanged);
    if (!statement) {
      throw new ChaosError("LOCK_NOT_POSSIBLE", {
        expected: `${NAME} to strike a statement that locks rows`,
        came: "it locks none",
        todo: "Anchor it at an INSERT, UPDATE, DELETE or SELECT FOR UPDATE.",
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
  });
