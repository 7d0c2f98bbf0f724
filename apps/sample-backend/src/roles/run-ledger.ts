import { getRequestListener } from "@hono/node-server";
import { serve } from "../http/serve.ts";
import { createLedgerApi } from "../ledger/create-ledger-api.ts";
import { readLedgerConfig } from "../ledger/ledger-config.ts";
import type { LedgerParts } from "../ledger/ledger-parts.ts";

/** The share of the grace period that running requests may take to end. */
const PATIENCE = 0.75;

/** Starts the ledger, which runs until SIGTERM. */
export async function runLedger(parts: LedgerParts): Promise<void> {
  const config = readLedgerConfig(process.env);
  const ledger = parts.openLedger(config, parts);
  const listener = getRequestListener(createLedgerApi(ledger).fetch);
  const serving = await serve(
    (request, response) => void listener(request, response),
    config.port,
    config.graceMs * PATIENCE,
  );
  process.once("SIGTERM", () => void parts.stopLedger(ledger, serving));
  ledger.log.info({ port: serving.port }, "ledger ready");
}
