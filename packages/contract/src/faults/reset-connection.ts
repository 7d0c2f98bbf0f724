import { undo } from "../fault.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";
import { struckConnection } from "./struck-connection.ts";

/** Resets the connection that the message is on. At `before` the server never hears of it, at `after` the client never learns. */
export const resetConnection = defineFaultType({
  name: "reset connection",
  args: object({}),
  uses: [],
  make: () => ({
    fate: "drop",
    async inject({ struck }) {
      struckConnection(struck, "reset connection").reset();
      return undo();
    },
  }),
});
