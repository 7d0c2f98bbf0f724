import { readFileSync } from "node:fs";
import { type ChaosProxy, openChaosProxy } from "../open-chaos-proxy.ts";
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
  const running = await openChaosProxy({ ...settings, version, proxies });
  for (const { spec } of running.proxies.list()) {
    const { name, listen, upstream, isEnabled } = spec;
    print(`${JSON.stringify(name)} ${isEnabled ? "listens" : "is disabled"} on ${listen.text} for ${upstream.text}\n`);
  }
  print(`chaos-proxy ${version} listens on ${running.url} (seed ${settings.seed})\n`);
  return running;
}

function ownVersion(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
