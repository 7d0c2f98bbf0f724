import type { FaultType } from "@chaos-packs/contract/kind";
import { cancelStatements } from "./cancel-statements.ts";
import { cutNotification } from "./cut-notification.ts";
import { cutStatement } from "./cut-statement.ts";
import { deadlock } from "./deadlock.ts";
import { delayNotification } from "./delay-notification.ts";
import { delayStatement } from "./delay-statement.ts";
import { dropNotification } from "./drop-notification.ts";
import { dropStatement } from "./drop-statement.ts";
import { failLogin, serverStarting, tooManyConnections, wrongPassword } from "./fail-login.ts";
import { failOver } from "./fail-over.ts";
import { failStatement } from "./fail-statement.ts";
import { holdRowLock } from "./hold-row-lock.ts";
import { holdTableLock } from "./hold-table-lock.ts";
import { killBackend } from "./kill-backend.ts";
import { occupyConnections } from "./occupy-connections.ts";
import { presets } from "./presets.ts";
import { readOnly } from "./read-only.ts";
import { restartServer, stopServer } from "./restart-server.ts";
import { terminateBackends } from "./terminate-backends.ts";

/** The types of faults of Postgres, by which schedules in JSON name them. */
export const postgresFaults: readonly FaultType[] = [
  cancelStatements,
  cutNotification,
  cutStatement,
  deadlock,
  delayNotification,
  delayStatement,
  dropNotification,
  dropStatement,
  failLogin,
  failOver,
  failStatement,
  holdRowLock,
  holdTableLock,
  killBackend,
  occupyConnections,
  readOnly,
  restartServer,
  serverStarting,
  stopServer,
  terminateBackends,
  tooManyConnections,
  wrongPassword,
  ...Object.values(presets),
];
