import {
  amountArg,
  defineFaultType,
  delay,
  object,
  onLinksArgs,
  onStruckLink,
  refuse,
} from "@chaos-packs/contract/kind";
import { postgresKind } from "../kind.ts";
import { databaseStarting, databaseTooManyConnections } from "./fail-login.ts";
import { onStruckMessages } from "./on-messages.ts";
import { onStatements, onStatementsArgs } from "./on-statements.ts";
import { databaseRestart } from "./restart-server.ts";

/** The database is gone: connections are reset, new ones refused. */
export const databaseUnavailable = defineFaultType({
  name: "database-unavailable",
  args: object(onLinksArgs),
  defaults: { link: "struck", of: "all", fate: "drop" },
  kind: postgresKind,
  uses: ["links"],
  make: (where) => refuse(where),
});

/** Every answer of the database comes late, by 2 s unless `ms` says otherwise. */
export const databaseSlow = defineFaultType({
  name: "database-slow",
  args: object({ ...onLinksArgs, ms: amountArg }),
  defaults: { ...onStruckLink, of: "all", ms: 2_000 },
  kind: postgresKind,
  uses: ["links", "amounts"],
  make: (where) => delay({ ...where, direction: "down" }),
});

/** Exactly every fifth statement (or the `fraction` given) fails with 40001, which asks to be tried again. */
export const databaseIntermittent = defineFaultType({
  name: "database-intermittent",
  args: object(onStatementsArgs.filled, onStatementsArgs.optional),
  defaults: { ...onStruckMessages, of: "all", fraction: 0.2 },
  kind: postgresKind,
  uses: ["links", "moments"],
  make: (where) => onStatements(where, { sqlState: "40001" }),
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
