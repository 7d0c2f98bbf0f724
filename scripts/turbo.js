// turbo with its arguments, ended by every signal that ends npm: see run-command.js.
import { runCommand } from "./run-command.js";

process.exitCode = await runCommand("turbo", process.argv.slice(2), {
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
});
