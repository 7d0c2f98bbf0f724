// Runs npm scripts one after the other, up to the first that fails: node scripts/run-steps.js build check
import { runCommand } from "./run-command.js";

for (const step of process.argv.slice(2)) {
  const code = await runCommand("npm", ["run", step]);
  if (code === 0) continue;
  process.exitCode = code;
  break;
}
