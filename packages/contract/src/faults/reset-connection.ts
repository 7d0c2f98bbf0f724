import { defineFault, type Fault, undo } from "../fault.ts";

/** Resets the connection that the message is on. At `before` the server never hears of it, at `after` the client never learns. */
export const resetConnection = (): Fault =>
  defineFault({
    name: "reset connection",
    args: {},
    fate: "drop",
    uses: [],
    async inject({ struck }) {
      struck.connection.reset();
      return undo();
    },
  });
