import { type ChaosProxy, openChaosProxy } from "../open-chaos-proxy.ts";
import { ownVersion } from "../own-version.ts";
import { usage } from "./options.ts";
import { readArguments } from "./read-arguments.ts";
import { readConfig } from "./read-config.ts";
import { readSettings } from "./read-settings.ts";

/** What the command needs of its process. */
export interface CommandContext {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
}

/** Does what the command line says; a proxy that runs, or nothing when it only had something to show. Throws ChaosErrors. */
export async function runCommand({ words, environment, print }: CommandContext): Promise<ChaosProxy | undefined> {
  const given = readArguments(words);
  const version = ownVersion();
  if (given.get("help") === "true") return void print(usage);
  if (given.get("version") === "true") return void print(`chaos-proxy version ${version}\n`);
  const { config, ...settings } = readSettings(given, environment);
  const proxies = config === undefined ? [] : await readConfig(config, settings);
  const running = await openChaosProxy({ ...settings, proxies });
  for (const { name, listen, upstream, enabled } of running.list()) {
    print(`${JSON.stringify(name)} ${enabled ? "listens" : "is disabled"} on ${listen} for ${upstream}\n`);
  }
  print(`chaos-proxy ${version} listens on ${running.url} (seed ${settings.seed})\n`);
  return running;
}
