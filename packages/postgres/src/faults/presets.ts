import { delay, type Fault, type OnLinks, refuse } from "@chaos-packs/contract";
import { type OnStatements, onStatements } from "./on-statements.ts";

const SLOW_MS = 2_000;
const FRACTION = 0.2;

/** The database is gone: connections are reset, new ones refused. */
export const databaseUnavailable = (where: OnLinks = {}): Fault => ({
  ...refuse(where),
  name: "database-unavailable",
});

/** Every answer of the database comes late, by 2 s unless `ms` says otherwise. */
export const databaseSlow = ({ ms = SLOW_MS, ...where }: OnLinks & { readonly ms?: number } = {}): Fault => ({
  ...delay({ of: "all", ...where, ms, direction: "down" }),
  name: "database-slow",
});

/** Exactly every fifth statement (or the `fraction` given) fails with 40001, which asks to be tried again. */
export const databaseIntermittent = ({ fraction = FRACTION, ...where }: OnStatements = {}): Fault =>
  onStatements("database-intermittent", { of: "all", fraction, ...where }, { sqlState: "40001" });

/** The usual troubles of a database, by the names under which the handle for hand-written tests knows them. */
export const presets = {
  "database-unavailable": databaseUnavailable,
  "database-slow": databaseSlow,
  "database-intermittent": databaseIntermittent,
} as const;
