import { sleep } from "../../src/clock.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

const BETWEEN_LOOKS_MS = 10;
const QUIET_LOOKS = 10;

export const defect = defineLedgerDefect({
  name: "keeps-accepting-while-draining",
  mistake: "A stop first waits for a quiet moment, and only then are new requests refused: under load it never comes",
  expected: ["db-pool/pool-drains-on-shutdown"],
  swap: (sound) => ({
    async stopLedger(ledger, serving) {
      const { connections, idle } = ledger.pool;
      for (let quiet = 0; quiet < QUIET_LOOKS; quiet += 1) {
        await sleep(BETWEEN_LOOKS_MS);
        if (idle.length < connections.size) quiet = 0;
      }
      await sound.stopLedger(ledger, serving);
    },
  }),
});
