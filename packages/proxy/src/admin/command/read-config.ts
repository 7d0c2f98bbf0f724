import { readFile } from "node:fs/promises";
import { ChaosError } from "@chaos-packs/contract/kind";
import type { ProxyConfig } from "../proxy-config.ts";
import type { Limits } from "../read-proxy.ts";
import { requireProxies } from "../require-proxies.ts";

/**
 * Reads a config file in Toxiproxy's form, an array of proxies, and checks all of it. Throws CONFIG_NOT_READ,
 * CONFIG_NOT_JSON, CONFIG_NOT_POSSIBLE.
 */
export async function readConfig(path: string, limits: Limits): Promise<readonly ProxyConfig[]> {
  const proxies = parse(path, await load(path));
  requireProxies(proxies, path, limits);
  return proxies as readonly ProxyConfig[];
}

async function load(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new ChaosError("CONFIG_NOT_READ", {
      expected: `a file ${path}`,
      came: (cause as Error).message,
      todo: "Name a file that can be read with --config.",
      cause,
    });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new ChaosError("CONFIG_NOT_JSON", {
      expected: `JSON in ${path}`,
      came: (cause as Error).message,
      todo: 'Write an array of proxies: [{ "name": "redis", "listen": "127.0.0.1:26379", "upstream": "127.0.0.1:6379" }].',
      cause,
    });
  }
}
