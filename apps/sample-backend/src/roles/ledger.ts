import { soundLedger } from "../ledger/sound-ledger.ts";
import { runLedger } from "./run-ledger.ts";

await runLedger(soundLedger);
