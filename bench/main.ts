import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { measureAdapters } from "../packages/harness/bench/adapters.ts";
import { measureConnections, showConnections } from "../packages/proxy/bench/connections.ts";
import { loadAverage } from "../packages/proxy/bench/load-average.ts";
import { measurePassThrough, showPassThrough } from "../packages/proxy/bench/pass-through.ts";
import { measurePrecision, showPrecision } from "../packages/proxy/bench/precision.ts";
import { measureHeap } from "./heap.ts";
import { measureLive } from "./live.ts";
import { measurePacks } from "./packs.ts";
import { measureRecovery } from "./recovery.ts";
import { measureStart } from "./start.ts";
import { measureTaps, showTaps } from "./taps.ts";

/** One thing that is measured, and how it is shown. */
interface Part {
  measure(): unknown;
  /** Lines for people; absent: the numbers as they are. */
  show?(result: never): readonly string[];
}

const parts: Readonly<Record<string, Part>> = {
  start: { measure: measureStart },
  adapters: { measure: measureAdapters },
  proxy: { measure: measurePassThrough, show: showPassThrough },
  taps: { measure: measureTaps, show: showTaps },
  connections: { measure: measureConnections, show: showConnections },
  precision: { measure: measurePrecision, show: showPrecision },
  recovery: { measure: measureRecovery },
  live: { measure: measureLive },
  pack: { measure: measurePacks },
  heap: { measure: measureHeap },
};

const FILE = new URL("../reports/bench.json", import.meta.url);

/** What other parts have measured before, with the same Node. */
function readEarlier(): object {
  try {
    const earlier = JSON.parse(readFileSync(FILE, "utf8"));
    return earlier.node === process.version ? earlier : {};
  } catch {
    return {};
  }
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}.`);
  process.exit(64);
}
const results: Record<string, unknown> = {
  ...(chosen.length > 0 && readEarlier()),
  schema: 1,
  node: process.version,
  cores: availableParallelism(),
};
for (const [name, { measure, show }] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const result = await measure();
  results[name] = result;
  const lines = show?.(result as never) ?? [JSON.stringify(result, null, 2)];
  console.log(`\n${name} (load average ${loadAverage()})`);
  for (const line of lines) console.log(line);
}
await mkdir(new URL(".", FILE), { recursive: true });
await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
