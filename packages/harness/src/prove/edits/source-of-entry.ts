import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const NAMED_MAP = /^\/\/# sourceMappingURL=(\S+)\s*$/gm;

/**
 * The file of which an entry module was compiled, by its source map: `dist/main.js` is run, and `src/main.ts` is what people
 * edit. An entry without such a map is its own source.
 */
export async function sourceOfEntry(entry: URL): Promise<URL> {
  const code = await readFile(entry, "utf8").catch(() => "");
  const named = [...code.matchAll(NAMED_MAP)].at(-1)?.[1];
  if (named === undefined || named.startsWith("data:")) return entry;
  const map = new URL(named, entry);
  const read: unknown = await readFile(map, "utf8").then(JSON.parse, () => undefined);
  const [source, ...more] = sourcesIn(read);
  if (source === undefined || more.length > 0) return entry;
  const url = new URL(source, map);
  const isThere = await readFile(fileURLToPath(url)).then(
    () => true,
    () => false,
  );
  return isThere ? url : entry;
}

function sourcesIn(map: unknown): readonly string[] {
  if (typeof map !== "object" || map === null || !("sources" in map) || !Array.isArray(map.sources)) return [];
  const root = "sourceRoot" in map && typeof map.sourceRoot === "string" ? map.sourceRoot : "";
  return map.sources.map((source) => `${root}${source}`);
}
