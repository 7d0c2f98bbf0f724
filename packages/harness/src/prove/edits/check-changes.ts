import { mkdir, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ChaosError, isChaosError, type Journal, type Role, type Target } from "@chaos-packs/contract";
import { transform } from "esbuild";
import { bundle } from "../../adapters/bundle.ts";
import { LOADERS } from "../../adapters/loaders.ts";
import { checkCopy } from "./check-copy.ts";
import { copySource } from "./copy-source.ts";
import { namesFolder } from "./move-role.ts";
import type { Change } from "./read-edits.ts";
import { sourceOfEntry } from "./source-of-entry.ts";

/** Where changes are checked. */
export interface CheckOptions {
  /** For copies; somebody else removes it in the end. */
  readonly directory: string;
  readonly journal: Journal;
  /** How many at a time. */
  readonly lanes: number;
  /** The files of the target's Node programs (`programFiles`). */
  readonly programs: ReadonlySet<string>;
}

/**
 * Sees, without running the service, that every change is in a program of the target and that the service compiles with it.
 * What is wrong with each is returned.
 */
export async function checkChanges(
  target: Target,
  changes: readonly Change[],
  { directory, journal, lanes, programs }: CheckOptions,
): Promise<readonly ChaosError[]> {
  const waiting = [...changes];
  const errors: ChaosError[] = [];
  const work = async (lane: number): Promise<void> => {
    let copy: string | undefined;
    for (let change = waiting.shift(); change; change = waiting.shift()) {
      const { source } = change;
      try {
        checkIsRun(target, change, programs);
        await parse(change);
        if (!source.check) continue;
        copy ??= await copyFor(source.folder, join(directory, `check-${lane}`));
        await checkIn(copy, change, journal);
      } catch (error) {
        if (!isChaosError(error)) throw error;
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, changes.length) }, (_, lane) => work(lane)));
  return errors;
}

async function copyFor(folder: URL, into: string): Promise<string> {
  await mkdir(into, { recursive: true });
  return (await copySource(fileURLToPath(folder), into)).folder;
}

/** Makes a change in a copy, has it checked, and takes it back. */
async function checkIn(copy: string, change: Change, journal: Journal): Promise<void> {
  try {
    for (const { file, edited } of change.files) await writeFile(join(copy, file), edited);
    await checkCopy(copy, change, journal);
  } finally {
    for (const { file, original } of change.files) await writeFile(join(copy, file), original);
  }
}

/** The files that the Node programs of a target are bundled from. */
export async function programFiles({ roles }: Target): Promise<ReadonlySet<string>> {
  const bundles = await Promise.all(
    Object.values(roles).map(async (role) =>
      role.run === "node" ? (await bundle(await sourceOfEntry(role.entry))).sources : [],
    ),
  );
  return new Set(bundles.flat());
}

function checkIsRun({ roles }: Target, { defect, source, files }: Change, programs: ReadonlySet<string>): void {
  const folder = fileURLToPath(source.folder);
  if (Object.values(roles).some((role) => namesFolder(role, folder))) return;
  const stranger = files.find(({ path }) => !programs.has(path));
  if (!stranger) return;
  throw new ChaosError("EDITED_FILE_NOT_RUN", {
    expected: `${stranger.file}, which the defect ${defect.name} changes, to be part of a program of the target`,
    came: `${describeRoles(Object.entries(roles))} it`,
    todo: `Name the source file that a role imports. A role that is compiled needs source maps beside its entry; one that is a command must name ${folder} in its \`cwd\` or its command.`,
  });
}

const describeRoles = (roles: readonly (readonly [string, Role])[]): string =>
  `of the roles ${roles.map(([name]) => name).join(", ")} none imports`;

/** What a bundler would say, at once. */
async function parse({ defect, files }: Change): Promise<void> {
  for (const { file, edited } of files) {
    const loader = LOADERS[extname(file)];
    if (!loader) continue;
    await transform(edited, { loader, sourcefile: file, logLevel: "silent" }).catch((cause: unknown) => {
      throw new ChaosError("EDIT_DOES_NOT_COMPILE", {
        expected: `${file} with the defect ${defect.name} to be parsed`,
        came: cause instanceof Error ? cause.message : String(cause),
        todo: `Correct its edits; \`prove --show ${defect.name}\` prints them.`,
        cause,
      });
    });
  }
}
