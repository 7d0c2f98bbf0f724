import { defineFault, type Fault, undo } from "../fault.ts";

/** Closes the connection that the message is on, with a FIN to both sides. At `before` the server never hears of the message, at `after` the client never learns. */
export const closeConnection = (): Fault =>
  defineFault({
    name: "close connection",
    args: {},
    fate: "drop",
    uses: [],
    async inject({ struck }) {
      struck.connection.close();
      return undo();
    },
  });
