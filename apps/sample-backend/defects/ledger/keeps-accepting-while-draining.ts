import { sleep } from "../../src/clock.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

const BETWEEN_LOOKS_MS = 10;

export const defect = defineLedgerDefect({
  name: "keeps-accepting-while-draining",
  mistake:
    "Running requests are waited for first, and only then are new ones refused: under load the service never stops",
  expected: ["db-pool/pool-drains-on-shutdown"],
  swap: (sound) => ({
    async stopLedger(ledger, serving) {
      const { connections, idle } = ledger.pool;
      while (idle.length < connections.size) await sleep(BETWEEN_LOOKS_MS);
      await sound.stopLedger(ledger, serving);
    },
  }),
});
