import { isIPv4 } from "node:net";
import { ChaosError } from "@chaos-packs/contract/kind";

/** Whether a host name or address is this machine's own loopback. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));

/** Throws NOT_LOOPBACK for any host but this machine's loopback; `what` names it for people. */
export function requireLoopback(what: string, host: string, todo: string): void {
  if (isLoopback(host)) return;
  throw new ChaosError("NOT_LOOPBACK", {
    expected: `${what} on loopback`,
    came: `it is ${JSON.stringify(host)}`,
    todo,
  });
}
