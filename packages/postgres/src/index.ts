export type { Backends } from "./faults/backends.ts";
export { cancelStatements } from "./faults/cancel-statements.ts";
export { cutNotification } from "./faults/cut-notification.ts";
export { cutStatement } from "./faults/cut-statement.ts";
export { deadlock } from "./faults/deadlock.ts";
export { delayNotification } from "./faults/delay-notification.ts";
export { delayStatement } from "./faults/delay-statement.ts";
export { dropNotification } from "./faults/drop-notification.ts";
export { dropStatement } from "./faults/drop-statement.ts";
export {
  databaseStarting,
  databaseTooManyConnections,
  failLogin,
  serverStarting,
  tooManyConnections,
  wrongPassword,
} from "./faults/fail-login.ts";
export { failOver } from "./faults/fail-over.ts";
export { failStatement } from "./faults/fail-statement.ts";
export { holdRowLock } from "./faults/hold-row-lock.ts";
export { holdTableLock, type OnTable } from "./faults/hold-table-lock.ts";
export { killBackend } from "./faults/kill-backend.ts";
export { occupyConnections } from "./faults/occupy-connections.ts";
export type { OnLogins } from "./faults/on-logins.ts";
export type { OnNotifications } from "./faults/on-notifications.ts";
export type { OnServer } from "./faults/on-server.ts";
export type { OnStatements } from "./faults/on-statements.ts";
export { postgresFaults } from "./faults/postgres-faults.ts";
export {
  databaseIntermittent,
  databaseSlow,
  databaseUnavailable,
  presets,
} from "./faults/presets.ts";
export { readOnly } from "./faults/read-only.ts";
export { databaseRestart, restartServer, type ServerDown, stopServer } from "./faults/restart-server.ts";
export { silentHandshake } from "./faults/silent-handshake.ts";
export { terminateBackends } from "./faults/terminate-backends.ts";
export { postgresKind } from "./kind.ts";
export type { PostgresControl, ServerControl } from "./lane/control.ts";
export type { PostgresOwn, ServerConnections, WireConnections } from "./lane/own.ts";
export { commitOf } from "./patterns/commit-of.ts";
export { type NotificationOptions, type NotificationPattern, notification } from "./patterns/notification.ts";
export { statement } from "./patterns/statement.ts";
export type {
  ScopeReader,
  SingleStatementOptions,
  StatementOptions,
  StatementPattern,
} from "./patterns/statement-pattern.ts";
export { type PostgresOptions, postgres } from "./postgres.ts";
export type { PostgresRule } from "./rules/postgres-rule.ts";
export type { ServerSettings } from "./server/server-process.ts";
export type { Notification } from "./tap/notification.ts";
export type { Exchange, SeenStatement } from "./tap/seen-statement.ts";
