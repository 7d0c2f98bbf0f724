import { readFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import { LOADERS } from "./loaders.ts";

const ASKS = /import\.meta\.|__dirname|__filename|require\.main\b|process\.mainModule\b|\bmodule\.parent\b/;
const DECLARES = /\b(?:const|let|var)\s+(?:__dirname|__filename)\b/;
const MAIN = String.raw`(?:require\.main|process\.mainModule)`;
const COMPARES = new RegExp(
  String.raw`\b(?:${MAIN}\s*([!=])==?\s*module\b(?!\.)|module\s*([!=])==?\s*${MAIN}\b(?!\.))`,
  "g",
);
/** Not where it is assigned to. */
const PARENT = /\bmodule\.parent\b(?!\s*=[^=])/g;

/**
 * Lets each file of a bundle still find what lies beside it, and know whether it is the program: `import.meta.url`,
 * `__dirname`, `import.meta.main`, `require.main === module` and the like stay those of the source. A file of which there is
 * an edited text, by its path, is read as that.
 */
export const keepLocations = (entry: string, edited: ReadonlyMap<string, string> = new Map()): Plugin => ({
  name: "keep-locations",
  setup(build) {
    build.initialOptions.define = {
      ...build.initialOptions.define,
      "import.meta.url": "$chaosUrl",
      "import.meta.filename": "$chaosFile",
      "import.meta.dirname": "$chaosFolder",
      "import.meta.main": "$chaosIsMain",
      "require.main": "$chaosMain",
      "process.mainModule": "$chaosMain",
    };
    build.onResolve({ filter: /\.node$/ }, ({ path, resolveDir, pluginData, kind }) =>
      pluginData === "asked"
        ? undefined
        : build
            .resolve(path, { resolveDir, kind, pluginData: "asked" })
            .then((found) => ({ path: found.path, external: true })),
    );
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
      const text = edited.get(path) ?? (await readFile(path, "utf8"));
      const loader = LOADERS[extname(path)] ?? "js";
      if (!ASKS.test(text)) return edited.has(path) ? { contents: text, loader } : undefined;
      const isMain = path === entry;
      return { contents: withLocation(withMain(text, isMain), path, { isMain, entry }), loader };
    });
  },
});

/**
 * Says whether a CommonJS module is the program: in a bundle there is no `module` that could be compared. TypeScript that is
 * meant to be CommonJS looks like an ES module here, so it is said in the text and not with a definition.
 */
function withMain(text: string, isMain: boolean): string {
  return text
    .replace(COMPARES, (_, sign?: string, other?: string) => String(isMain === ((sign ?? other) === "=")))
    .replace(PARENT, isMain ? "(null)" : "({})");
}

/** On the first line, so that no line moves; a `#!` line stays first. */
function withLocation(
  text: string,
  path: string,
  { isMain, entry }: { readonly isMain: boolean; readonly entry: string },
): string {
  const [url, file, folder, main] = [pathToFileURL(path).href, path, dirname(path), entry].map((each) =>
    JSON.stringify(each),
  );
  const names = [];
  if (text.includes("import.meta."))
    names.push(`$chaosUrl=${url}`, `$chaosFile=${file}`, `$chaosFolder=${folder}`, `$chaosIsMain=${isMain}`);
  else if (!DECLARES.test(text)) names.push(`__filename=${file}`, `__dirname=${folder}`);
  if (/require\.main\b|process\.mainModule\b/.test(text))
    names.push(`$chaosMain={id:".",filename:${main},path:${JSON.stringify(dirname(entry))},children:[],paths:[]}`);
  if (names.length === 0) return text;
  const line = `var ${names.join(",")};`;
  return text.startsWith("#!") ? text.replace("\n", `\n${line}`) : `${line}${text}`;
}
