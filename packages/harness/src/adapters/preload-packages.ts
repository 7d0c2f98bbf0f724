import { isBuiltin } from "node:module";
import { dirname, resolve } from "node:path";
import type { Metafile, Plugin } from "esbuild";

const IMPORTS = /^import\s+([^;"]*)\s+from "([^"]+)";$/gm;
const NAMES = /(?:\bas\s+)?([\w$]+)\s*(?=[,}]|$)/g;

/**
 * An entry that imports from packages exactly what the program at `text` (bundled, with its packages left out) imports, and
 * nothing else. Nothing is returned when it imports none.
 */
export function preloadPackages(text: string, { inputs }: Metafile, folder: string): Plugin | undefined {
  const found = [...text.matchAll(IMPORTS)].filter(([, , name = ""]) => !isBuiltin(name));
  if (found.length === 0) return undefined;
  const names = found.flatMap(([, clause = ""]) => [...clause.matchAll(NAMES)].map(([, name]) => name));
  const contents = `${found.map(([line]) => line).join("\n")}\nexport const preloaded = [${names.join(", ")}];`;
  const importers = new Map<string, string>();
  for (const [file, { imports }] of Object.entries(inputs)) {
    for (const { path, external } of imports) if (external) importers.set(path, dirname(resolve(folder, file)));
  }
  return {
    name: "preload-packages",
    setup(build) {
      build.onResolve({ filter: /^packages$/ }, ({ kind }) =>
        kind === "entry-point" ? { path: "packages", namespace: "preload" } : undefined,
      );
      build.onResolve({ filter: /.*/, namespace: "preload" }, ({ path, kind }) =>
        build.resolve(path, { kind, resolveDir: importers.get(path) ?? folder }),
      );
      build.onLoad({ filter: /.*/, namespace: "preload" }, () => ({ contents, loader: "js", resolveDir: folder }));
    },
  };
}
