import { defineFaultType, object, onStruckLink, string } from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { onLogins, onLoginsArgs } from "./on-logins.ts";

/**
 * Handshakes end with a SQLSTATE, at the startup packet, or (28…) once the password is there. With `times`, the next so many,
 * and then they succeed. Connections that are open are let be.
 */
export const failLogin = defineFaultType({
  name: "fail login",
  args: object({ ...onLoginsArgs.filled, sqlState: string() }, { ...onLoginsArgs.optional, message: string() }),
  defaults: onStruckLink,
  kind: postgresKind,
  uses: ["links"],
  make: ({ sqlState, message, ...where }) => onLogins(where, { sqlState, ...(message !== undefined && { message }) }),
});

const args = object(onLoginsArgs.filled, onLoginsArgs.optional);
const TOO_MANY = { sqlState: "53300", message: "sorry, too many clients already" } as const;
const STARTING = { sqlState: "57P03", message: "the database system is starting up" } as const;

/** Who dials is told 53300: all connections of the server are taken. */
export const tooManyConnections = defineFaultType({
  name: "too many connections",
  args,
  defaults: onStruckLink,
  kind: postgresKind,
  uses: ["links"],
  make: (where) => onLogins(where, TOO_MANY),
});

/** Who dials is told 57P03: the server is not ready yet. */
export const serverStarting = defineFaultType({
  name: "server starting",
  args,
  defaults: onStruckLink,
  kind: postgresKind,
  uses: ["links"],
  make: (where) => onLogins(where, STARTING),
});

/** Who dials is told 28P01 once it has sent its password. */
export const wrongPassword = defineFaultType({
  name: "wrong postgres password",
  args,
  defaults: onStruckLink,
  kind: postgresKind,
  uses: ["links"],
  make: (where) => onLogins(where, { sqlState: "28P01", message: "password authentication failed" }),
});

/** Who dials is told that the database is starting up (57P03). */
export const databaseStarting = defineFaultType({
  name: "database-starting",
  args,
  defaults: { ...onStruckLink, of: "all" },
  kind: postgresKind,
  uses: ["links"],
  make: (where) => onLogins(where, STARTING),
});

/** Who dials is told that there are too many connections (53300). */
export const databaseTooManyConnections = defineFaultType({
  name: "database-too-many-connections",
  args,
  defaults: { ...onStruckLink, of: "all" },
  kind: postgresKind,
  uses: ["links"],
  make: (where) => onLogins(where, TOO_MANY),
});
