import type { Fault } from "@chaos-packs/contract";
import { type OnStatements, onStatements } from "./on-statements.ts";

/** Statements that a server in recovery refuses. */
const WRITES =
  /^(insert|update|delete|merge|truncate|create|alter|drop|grant|revoke|comment|reindex|vacuum|cluster|lock|nextval)\b|^copy\b.*\bfrom\b|^with\b.*\b(insert into|update|delete from|merge into)\b|\bfor (no key )?update\b|\bfor (key )?share\b/;

/**
 * The server has become a standby: on connections that are open now writes are refused with 25006, as in hot standby; who
 * dials anew is with the new writer.
 */
export const failOver = (where: Omit<OnStatements, "match" | "moment" | "connections"> = {}): Fault =>
  onStatements(
    "fail over",
    { of: "all", ...where, match: WRITES, connections: "open now" },
    { sqlState: "25006", message: "cannot execute this in a read-only transaction" },
  );
