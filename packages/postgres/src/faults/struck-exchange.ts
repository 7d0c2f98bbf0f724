import { ChaosError, type Struck } from "@chaos-packs/contract/kind";
import { isNotification } from "../tap/notification.ts";
import { type Exchange, isExchange, type SeenStatement } from "../tap/seen-statement.ts";

/** The exchange that reached the anchor. Throws NO_HELD_MESSAGE. */
export function struckExchange({ message }: Pick<Struck, "message">, fault: string): Exchange {
  if (isExchange(message)) return message;
  throw new ChaosError("NO_HELD_MESSAGE", {
    expected: `${fault} to strike at a statement`,
    came: message === undefined ? "by hand none is held" : "what is held there is none",
    todo: "Anchor it at a moment on the wire of a Postgres, or say what it strikes.",
  });
}

/** The statement that reached the anchor, or else the first that is held with it, for which `is` holds. Throws NO_HELD_MESSAGE. */
export function struckStatement(
  struck: Pick<Struck, "message">,
  fault: string,
  is: (statement: SeenStatement) => boolean,
): SeenStatement | undefined {
  const { statement, statements } = struckExchange(struck, fault);
  return [statement, ...statements].find(is);
}

/** The process that serves the connection on which the anchor was reached. Throws NO_HELD_MESSAGE, BACKEND_UNKNOWN. */
export function struckBackend(struck: Pick<Struck, "message">, fault: string): number {
  const { backend } = isNotification(struck.message) ? struck.message : struckExchange(struck, fault);
  if (backend !== undefined) return backend;
  throw new ChaosError("BACKEND_UNKNOWN", {
    expected: "the server to have told its process in the handshake",
    came: "it has not",
    todo: "Strike all backends instead, or connect without a pooler.",
  });
}
