import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ChaosError, type EditedProgram } from "@chaos-packs/contract";
import { hasCode } from "@chaos-packs/machine";
import type { BuildOptions, Metafile, Plugin } from "esbuild";
import { type BundleFolder, bundleFolder } from "./bundle-folder.ts";
import { compile } from "./compile.ts";
import { keepLocations } from "./keep-locations.ts";
import { preloadPackages } from "./preload-packages.ts";

/** A role's program as few files of plain JavaScript, so that a start costs no loader and no search for packages. */
export interface Bundle {
  readonly main: URL;
  /** Loads the npm packages of the program and nothing of its own: what a spare thread can do ahead. */
  readonly packages: URL | undefined;
  /** The files of the program's own code. */
  readonly sources: readonly string[];
}

interface Built extends Bundle {
  /** The program's own files, with the time and size that each had. */
  readonly own: ReadonlyMap<string, string>;
}

const built = new Map<string, Promise<Built>>();
let drafts = 0;

const common: BuildOptions = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  metafile: true,
  write: false,
  logLevel: "silent",
};

/**
 * Bundles the program that begins at `entry`; the same files are bundled once. A change of the program's own files is
 * seen by the next call. With `edited` files of it are read in another form.
 *
 * @throws ChaosError ENTRY_NOT_FOUND, ENTRY_FAILED (it does not compile)
 */
export async function bundle(entry: URL, edited?: EditedProgram): Promise<Bundle> {
  const key = keyOf(entry, edited);
  const last = built.get(key);
  const known = await last?.catch(() => undefined);
  if (known && isFresh(known)) return known;
  const newer = built.get(key);
  if (newer && newer !== last) return newer; // another replica was faster to see the change
  const building = buildBundle(fileURLToPath(entry), edited);
  built.set(key, building);
  return building;
}

/** What an entry is bundled with is part of what it is. */
function keyOf(entry: URL, edited: EditedProgram | undefined): string {
  if (!edited) return entry.href;
  const hash = createHash("sha256");
  for (const [path, text] of edited.files) hash.update(`${path}\0${text}\0`);
  return `${entry.href} ${edited.bundles} ${hash.digest("hex")}`;
}

const isFresh = ({ own }: Built): boolean => [...own].every(([file, stamp]) => stamp === stampOf(file));

/** Synchronous: a start looks at a hundred files, and through the thread pool that costs ten times as much. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs}/${found.size}` : "gone";
}

async function buildBundle(named: string, edited: EditedProgram | undefined): Promise<Built> {
  if (stampOf(named) === "gone") {
    throw new ChaosError("ENTRY_NOT_FOUND", {
      expected: `the entry module of a role at ${named}`,
      came: "there is no such file",
      todo: "Correct `entry` in the target file, or build the service first.",
    });
  }
  // As Node does it: a module knows itself by its real path, so that is what `process.argv[1]` must be, too.
  const file = await realpath(named);
  const folder = dirname(file);
  const locations = keepLocations(file, edited?.files);
  const first = await compile({
    ...common,
    entryPoints: { main: file },
    outdir: folder,
    packages: "external",
    absWorkingDir: folder,
    plugins: [locations],
  }).catch((cause: unknown) => {
    throw new ChaosError("ENTRY_FAILED", {
      expected: `${file} and what it imports to compile`,
      came: messageOf(cause),
      todo: `Correct the program; \`npx esbuild ${file} --bundle --platform=node --packages=external\` shows the same error.`,
      cause,
    });
  });
  const own = Object.keys(metafileOf(first).inputs).map((path) => resolve(folder, path));
  const text = first.outputFiles?.[0]?.text ?? "";
  const outputs = await withPackages(file, text, metafileOf(first), locations).catch(() => undefined);
  const files = outputs ?? new Map([["main.js", text]]);
  files.set("main.js", asMainModule(files.get("main.js") ?? text, file));
  const target = await writeOnce(file, files, edited ? { path: edited.bundles } : await bundleFolder(file));
  const at = (name: string): URL => pathToFileURL(join(target, name));
  return {
    main: at("main.js"),
    packages: files.has("packages.js") ? at("packages.js") : undefined,
    sources: own,
    own: new Map(own.map((path) => [path, stampOf(path)])),
  };
}

/** The program in two entries that share chunks: itself, and the packages that it imports. Fails for a package that cannot be bundled. */
async function withPackages(
  file: string,
  text: string,
  metafile: Metafile,
  locations: Plugin,
): Promise<Map<string, string>> {
  const folder = dirname(file);
  const preload = preloadPackages(text, metafile, folder);
  const { outputFiles = [], metafile: made } = await compile({
    ...common,
    entryPoints: preload ? { main: file, packages: "packages" } : { main: file },
    outdir: folder,
    splitting: true,
    absWorkingDir: folder,
    sourcemap: "linked",
    sourcesContent: false,
    // The map does not lie beside the program: its sources are found from here.
    sourceRoot: pathToFileURL(`${folder}/`).href,
    plugins: [...(preload ? [preload] : []), locations],
    // Packages written for CommonJS ask for Node's own modules with require.
    banner: {
      js: `import{createRequire as $chaosRequire}from"node:module";const require=$chaosRequire(import.meta.url);${asMain(file)}`,
    },
  });
  const ownCode = Object.entries(made?.outputs ?? {})
    .filter(([, { inputs }]) => Object.keys(inputs).some((path) => path in metafile.inputs))
    .map(([path]) => resolve(folder, path));
  const hasOwnCode = (path: string): boolean => ownCode.includes(path.replace(/\.map$/, ""));
  // Source maps of packages would be read at each start, for lines that nobody has written here.
  return new Map(
    outputFiles
      .filter(({ path }) => !path.endsWith(".map") || hasOwnCode(path))
      .map(({ path, text: code }) => [
        basename(path),
        hasOwnCode(path) ? code : code.replace(/\/\/# sourceMappingURL=.*\s*$/, ""),
      ]),
  );
}

/** What compares `process.argv[1]` with its own place must find itself to be the main module, in each of the bundle's files. */
const asMain = (file: string): string => `process.argv[1]=${JSON.stringify(file)};`;

/** On the first line, so that no line moves. */
function asMainModule(code: string, file: string): string {
  return code.startsWith("#!") ? code.replace("\n", `\n${asMain(file)}`) : `${asMain(file)}${code}`;
}

/**
 * Writes the files into a folder named by their content, whole or not at all: other processes may do the same. What stands
 * there already is used only when it is the same to the byte.
 */
async function writeOnce(
  file: string,
  files: ReadonlyMap<string, string>,
  { path, modules }: BundleFolder,
): Promise<string> {
  const all = new Map([["package.json", '{"type":"module"}'], ...files]);
  const hash = createHash("sha256").update(file);
  for (const [name, text] of all) hash.update(`${name}\0${text}\0`);
  const target = join(path, `${basename(file).replace(/\.\w+$/, "")}-${hash.digest("hex").slice(0, 16)}`);
  if (await holds(target, all)) return target;
  drafts += 1;
  const draft = `${target}.${process.pid}.${drafts}`;
  await mkdir(draft, { recursive: true });
  for (const [name, text] of all) await writeFile(join(draft, name), text);
  if (modules !== undefined) await symlink(modules, join(draft, "node_modules"));
  if (await putInPlace(draft, target)) return target;
  if (await holds(target, all)) {
    await rm(draft, { recursive: true, force: true }); // somebody was faster
    return target;
  }
  await rm(target, { recursive: true, force: true }); // cut off by a full disk, or changed
  await rename(draft, target);
  return target;
}

const putInPlace = (draft: string, target: string): Promise<boolean> =>
  rename(draft, target).then(
    () => true,
    (error: unknown) => {
      if (hasCode(error, "ENOTEMPTY", "EEXIST")) return false;
      throw error;
    },
  );

async function holds(folder: string, files: ReadonlyMap<string, string>): Promise<boolean> {
  const same = await Promise.all(
    [...files].map(([name, text]) =>
      readFile(join(folder, name), "utf8").then(
        (there) => there === text,
        () => false,
      ),
    ),
  );
  return same.every(Boolean);
}

function metafileOf({ metafile }: { metafile?: Metafile | undefined }): Metafile {
  return metafile ?? { inputs: {}, outputs: {} };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
