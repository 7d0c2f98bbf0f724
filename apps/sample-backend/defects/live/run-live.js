import { soundLive } from "../../dist/src/live/sound-live.js";
import { runLive } from "../../dist/src/roles/run-live.js";

// The entry point of a defective live side; the service's own entry points know nothing of it. It is no TypeScript, because
// tsc would hide from bundlers what is imported here.
const { defect } = await import(`../../dist/defects/live/${process.env.DEFECT}.js`);
await runLive(process.env.ROLE, { ...soundLive, ...defect.swap(soundLive) });
