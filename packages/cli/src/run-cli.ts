import { ChaosError, EXIT_CODES, isChaosError } from "@chaos-packs/contract";
import { checkPlatform } from "@chaos-packs/machine";
import { type CommandDef, defineCommand, renderUsage, runCommand } from "citty";
import { checkFlags } from "./check-flags.ts";
import { doctor } from "./commands/doctor.ts";
import { init } from "./commands/init.ts";
import { newCommand } from "./commands/new.ts";
import { prove } from "./commands/prove.ts";
import { record } from "./commands/record.ts";
import { print } from "./print.ts";

/** A command is typed by its own flags; here they are all alike. */
const withAnyFlags = (command: unknown): CommandDef => command as CommandDef;

const commands: Record<string, CommandDef> = {
  init: withAnyFlags(init),
  doctor: withAnyFlags(doctor),
  new: withAnyFlags(newCommand),
  record: withAnyFlags(record),
  prove: withAnyFlags(prove),
};

const main = defineCommand({
  meta: { name: "chaos-packs", description: "Sets up chaos tests for a service" },
  subCommands: commands,
});

/** Runs a command line; resolves with the exit code: 0, 1 when the machine lacks something, 64 for bad input. */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    checkPlatform();
    return await dispatch(args);
  } catch (error) {
    if (!isChaosError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT_CODES["bad input"];
  }
}

async function dispatch([name = "--help", ...rest]: readonly string[]): Promise<number> {
  if (isHelp(name)) {
    print(await renderUsage(main));
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    throw new ChaosError("UNKNOWN_COMMAND", {
      expected: `one of the commands ${Object.keys(commands).join(", ")}`,
      came: `"${name}"`,
      todo: "`npx chaos-packs --help` explains them.",
    });
  }
  if (rest.some(isHelp)) {
    print(await renderUsage(command, withAnyFlags(main)));
    return 0;
  }
  await checkFlags(rest, command);
  const { result } = await runCommand(command, { rawArgs: [...rest] });
  return typeof result === "number" ? result : 0;
}

const isHelp = (argument: string): boolean => argument === "--help" || argument === "-h";
