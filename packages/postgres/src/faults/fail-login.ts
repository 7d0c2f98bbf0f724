import type { Fault } from "@chaos-packs/contract";
import { type OnLogins, onLogins } from "./on-logins.ts";

/**
 * Handshakes end with a SQLSTATE, at the startup packet, or (28…) once the password is there. With `times`, the next so many,
 * and then they succeed. Connections that are open are let be.
 */
export const failLogin = ({
  sqlState,
  message,
  ...where
}: OnLogins & { readonly sqlState: string; readonly message?: string }): Fault =>
  onLogins("fail login", where, { sqlState, ...(message !== undefined && { message }) });

/** Who dials is told 53300: all connections of the server are taken. */
export const tooManyConnections = (where: OnLogins = {}): Fault =>
  onLogins("too many connections", where, { sqlState: "53300", message: "sorry, too many clients already" });

/** Who dials is told 57P03: the server is not ready yet. */
export const serverStarting = (where: OnLogins = {}): Fault =>
  onLogins("server starting", where, { sqlState: "57P03", message: "the database system is starting up" });

/** Who dials is told 28P01 once it has sent its password. */
export const wrongPassword = (where: OnLogins = {}): Fault =>
  onLogins("wrong password", where, { sqlState: "28P01", message: "password authentication failed" });
