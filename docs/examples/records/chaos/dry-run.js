import { dryRun, loadTarget } from "@chaos-packs/harness";
import { dbPool } from "@chaos-packs/pack-db-pool";

const target = await loadTarget(new URL("./target.js", import.meta.url));
const { moments, problems, skipped } = await dryRun(target, [dbPool]);
for (const { moment, mapped, seen, example } of moments) {
  const found = seen === 0 ? "never occurred" : `${seen} times, for example ${JSON.stringify(example)}`;
  console.log(`${moment}: ${mapped ? found : "not mapped"}`);
}
for (const each of problems) console.log(`problem: ${each}`);
for (const each of skipped) console.log(`not run: ${each}`);
