import { type Amount, delay, type Fault, type OnLinks, refuse } from "@chaos-packs/contract";
import { serverStarting, tooManyConnections } from "./fail-login.ts";
import type { OnLogins } from "./on-logins.ts";
import { type OnStatements, onStatements } from "./on-statements.ts";
import { restartServer, type ServerDown } from "./restart-server.ts";

const SLOW_MS = 2_000;
const FRACTION = 0.2;

/** A fault of the network on the way to Postgres, by its name as a preset. */
const named = (name: string, fault: Fault, { link = "struck" }: OnLinks): Fault => ({
  ...fault,
  name,
  understands: [{ link, kind: "postgres" }],
});

/** The database is gone: connections are reset, new ones refused. */
export const databaseUnavailable = (where: OnLinks = {}): Fault => named("database-unavailable", refuse(where), where);

/** Every answer of the database comes late, by 2 s unless `ms` says otherwise. */
export const databaseSlow = ({ ms = SLOW_MS, ...where }: OnLinks & { readonly ms?: Amount } = {}): Fault =>
  named("database-slow", delay({ of: "all", ...where, ms, direction: "down" }), where);

/** Exactly every fifth statement (or the `fraction` given) fails with 40001, which asks to be tried again. */
export const databaseIntermittent = ({ fraction = FRACTION, ...where }: OnStatements = {}): Fault =>
  onStatements("database-intermittent", { of: "all", fraction, ...where }, { sqlState: "40001" });

/** Who dials is told that the database is starting up (57P03). */
export const databaseStarting = (where: OnLogins = {}): Fault => ({
  ...serverStarting({ of: "all", ...where }),
  name: "database-starting",
});

/** Who dials is told that there are too many connections (53300). */
export const databaseTooManyConnections = (where: OnLogins = {}): Fault => ({
  ...tooManyConnections({ of: "all", ...where }),
  name: "database-too-many-connections",
});

/** The database server is restarted: all connections end (57P01), new ones succeed. */
export const databaseRestart = (where: ServerDown = {}): Fault => ({
  ...restartServer(where),
  name: "database-restart",
});

/** The usual troubles of a database, by the names under which the handle for hand-written tests knows them. */
export const presets = {
  "database-unavailable": databaseUnavailable,
  "database-slow": databaseSlow,
  "database-intermittent": databaseIntermittent,
  "database-starting": databaseStarting,
  "database-too-many-connections": databaseTooManyConnections,
  "database-restart": databaseRestart,
} as const;
