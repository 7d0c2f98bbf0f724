import { soundLedger } from "../../dist/src/ledger/sound-ledger.js";
import { runLedger } from "../../dist/src/roles/run-ledger.js";

// The entry point of a defective ledger; the service's own entry points know nothing of it. It is no TypeScript, because
// tsc would hide from bundlers what is imported here.
const { defect } = await import(`../../dist/defects/ledger/${process.env.DEFECT}.js`);
await runLedger({ ...soundLedger, ...defect.swap(soundLedger) });
