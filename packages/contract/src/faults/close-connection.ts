import { undo } from "../fault.ts";
import { defineFaultType } from "../fault-type.ts";
import { object } from "../schema.ts";
import { struckConnection } from "./struck-connection.ts";

/** Closes the connection that the message is on, with a FIN to both sides. At `before` the server never hears of the message, at `after` the client never learns. */
export const closeConnection = defineFaultType({
  name: "close connection",
  args: object({}),
  uses: [],
  make: () => ({
    fate: "drop",
    async inject({ struck }) {
      struckConnection(struck, "close connection").close();
      return undo();
    },
  }),
});
