import { readFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Plugin } from "esbuild";

const LOADERS: Readonly<Record<string, Loader>> = {
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
  ".jsx": "jsx",
};
const ASKS = /import\.meta\.|__dirname|__filename/;
const DECLARES = /\b(?:const|let|var)\s+(?:__dirname|__filename)\b/;

/** Lets each file of a bundle still find what lies beside it: `import.meta.url`, `__dirname` and the like stay those of the source. */
export const keepLocations: Plugin = {
  name: "keep-locations",
  setup(build) {
    build.initialOptions.define = {
      ...build.initialOptions.define,
      "import.meta.url": "$chaosUrl",
      "import.meta.filename": "$chaosFile",
      "import.meta.dirname": "$chaosFolder",
    };
    build.onResolve({ filter: /\.node$/ }, ({ path, resolveDir, pluginData, kind }) =>
      pluginData === "asked"
        ? undefined
        : build
            .resolve(path, { resolveDir, kind, pluginData: "asked" })
            .then((found) => ({ path: found.path, external: true })),
    );
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!ASKS.test(text)) return undefined;
      return { contents: withLocation(text, path), loader: LOADERS[extname(path)] ?? "js" };
    });
  },
};

/** On the first line, so that no line moves; a `#!` line stays first. */
function withLocation(text: string, path: string): string {
  const [url, file, folder] = [pathToFileURL(path).href, path, dirname(path)].map((each) => JSON.stringify(each));
  const names = [];
  if (text.includes("import.meta.")) names.push(`$chaosUrl=${url}`, `$chaosFile=${file}`, `$chaosFolder=${folder}`);
  else if (!DECLARES.test(text)) names.push(`__filename=${file}`, `__dirname=${folder}`);
  if (names.length === 0) return text;
  const line = `var ${names.join(",")};`;
  return text.startsWith("#!") ? text.replace("\n", `\n${line}`) : `${line}${text}`;
}
