import { randomInt } from "node:crypto";
import { type Arguments, refuse } from "./read-arguments.ts";

/** What the command was asked to do. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly config: string | undefined;
  readonly seed: number;
  readonly token: string | undefined;
  readonly isRemoteAllowed: boolean;
  readonly hasProxyMetrics: boolean;
  readonly hasRuntimeMetrics: boolean;
}

/** Settings from the command line, and the token from the environment, too. Throws OPTION_NOT_POSSIBLE. */
export function readSettings(given: Arguments, environment: Readonly<Record<string, string | undefined>>): Settings {
  const isOn = (name: string) => given.get(name) === "true";
  const token = given.get("token") ?? (environment["CHAOS_PROXY_TOKEN"] || undefined);
  if (token?.trim() === "")
    refuse("--token TOKEN with something in it", "it is empty", "Leave it out to ask for none.");
  return {
    host: readHost(given.get("host") ?? "localhost"),
    port: readInteger("port", given.get("port") ?? "8474", 0, 65_535),
    config: given.get("config") || undefined,
    seed: given.has("seed") ? readSeed(given.get("seed") ?? "") : randomInt(2 ** 32),
    token,
    isRemoteAllowed: isOn("allow-remote"),
    hasProxyMetrics: isOn("metrics") || isOn("proxy-metrics"),
    hasRuntimeMetrics: isOn("metrics") || isOn("runtime-metrics"),
  };
}

const readHost = (text: string): string =>
  text === "" ? refuse("--host HOST", "it is empty", "Leave it out for loopback.") : text.replace(/^\[(.*)\]$/, "$1");

const readSeed = (text: string): number => readInteger("seed", text, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

function readInteger(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && value >= least && value <= most) return value;
  return refuse(`--${name} to be a whole number from ${least} to ${most}`, `it is ${JSON.stringify(text)}`);
}
