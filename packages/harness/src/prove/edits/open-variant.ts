import { randomBytes } from "node:crypto";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EditedProgram, Journal, Role, Target } from "@chaos-packs/contract";
import { bundleFolder } from "../../adapters/bundle-folder.ts";
import { checkCopy } from "./check-copy.ts";
import { copySource } from "./copy-source.ts";
import { moveRole } from "./move-role.ts";
import type { Change } from "./read-edits.ts";
import { sourceOfEntry } from "./source-of-entry.ts";
import { textForBundler } from "./text-for-bundler.ts";

/** A target in which a change has been made; closing it removes what was made for it. */
export interface Variant extends AsyncDisposable {
  readonly target: Target;
}

/** Where a variant keeps what it is made of. */
export interface VariantOptions {
  /** For copies; somebody else removes it in the end. */
  readonly directory: string;
  readonly journal: Journal;
}

/**
 * Makes a change in a target: into Node programs while they are bundled, for commands in a copy of the folder. Without a
 * change it is the target, its Node programs bundled from their sources.
 */
export async function openVariant(
  target: Target,
  change: Change | undefined,
  { directory, journal }: VariantOptions,
): Promise<Variant> {
  const made: AsyncDisposable[] = [];
  const close = async (): Promise<void> => {
    for (const each of made.splice(0).reverse()) await each[Symbol.asyncDispose]();
  };
  const files = new Map(change?.files.map((file) => [file.path, textForBundler(file)]));
  try {
    const move = await moverFor(target, change, directory, made, journal);
    const roles: Record<string, Role> = {};
    for (const [name, role] of Object.entries(target.roles)) {
      if (role.run === "node") {
        const entry = await sourceOfEntry(role.entry);
        roles[name] = { ...role, entry, edited: { files, bundles: await openBundles(entry, journal, made) } };
      } else roles[name] = move(role);
    }
    const name = change ? `${target.name} with ${change.defect.name}` : target.name;
    return { target: { ...target, name, roles }, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What makes roles that are commands run from a copy in which the change has been made. */
async function moverFor(
  target: Target,
  change: Change | undefined,
  directory: string,
  made: AsyncDisposable[],
  journal: Journal,
): Promise<(role: Role) => Role> {
  if (!change || Object.values(target.roles).every(({ run }) => run !== "command")) return (role) => role;
  const into = join(directory, "copies", `${change.defect.name}-${randomBytes(4).toString("hex")}`);
  made.push({ [Symbol.asyncDispose]: () => rm(into, { recursive: true, force: true }) });
  const { folder } = await copySource(fileURLToPath(change.source.folder), into);
  for (const { file, edited } of change.files) await writeFile(join(folder, file), edited);
  // What it builds, if anything, is what runs.
  await checkCopy(folder, change, journal);
  return (role) => moveRole(role, { from: fileURLToPath(change.source.folder), to: folder });
}

/** A folder for the bundles of one entry, where its packages are found. */
async function openBundles(entry: URL, journal: Journal, made: AsyncDisposable[]): Promise<EditedProgram["bundles"]> {
  const { path, modules } = await bundleFolder(fileURLToPath(entry));
  const folder = join(path, `chaos-edited-${process.pid}-${randomBytes(6).toString("hex")}`);
  const strike = journal.folder(folder); // first: a kill in between would leave it for good
  made.push({
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
      strike();
    },
  });
  await mkdir(folder);
  if (modules !== undefined) await symlink(modules, join(folder, "node_modules"));
  return folder;
}
