import type { Fault } from "@chaos-packs/contract";
import { type OnServer, onWholeServer } from "./on-server.ts";

/** The server lets nobody write (25006), on connections new and old, as providers do when a disk is full. Reads go on. */
export const readOnly = (where: OnServer = {}): Fault =>
  onWholeServer("read only", {}, where, (server) => server.alter({ default_transaction_read_only: "on" }));
