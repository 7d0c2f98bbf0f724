import { ChaosError } from "../chaos-error.ts";
import type { Connection } from "../link.ts";
import type { Struck } from "../struck.ts";

/** The connection that the struck message is on. Throws NO_CONNECTION where its moment comes from somewhere else. */
export function struckConnection({ connection, dependency }: Struck, fault: string): Connection {
  if (connection) return connection;
  throw new ChaosError("NO_CONNECTION", {
    expected: `"${fault}" to strike a message on a connection`,
    came: `what was struck came from ${dependency}, and from no connection`,
    todo: "Anchor it at a moment on a wire, or use a fault of that dependency's kind.",
  });
}
