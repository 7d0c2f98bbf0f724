import { defineFaultType, object } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onMessages, onMessagesArgs, onStruckMessages } from "./on-messages.ts";

/** Statements that a server in recovery refuses. */
const WRITES =
  /^(insert|update|delete|merge|truncate|create|alter|drop|grant|revoke|comment|reindex|vacuum|cluster|lock|nextval)\b|^copy\b.*\bfrom\b|^with\b.*\b(insert into|update|delete from|merge into)\b|\bfor (no key )?update\b|\bfor (key )?share\b/;

const { moment: _, connections: __, ...optional } = onMessagesArgs.optional;

/**
 * The server has become a standby: on connections that are open now writes are refused with 25006, as in hot standby; who
 * dials anew is with the new writer.
 */
export const failOver = defineFaultType({
  name: "fail over postgres",
  args: object(onMessagesArgs.filled, optional),
  defaults: { ...onStruckMessages, of: "all" },
  kind: postgresKind,
  uses: ["links", "moments"],
  make: (where) =>
    onMessages(
      { ...where, connections: "open now" },
      { match: WRITES, sqlState: "25006", message: "cannot execute this in a read-only transaction" },
    ),
});
