import { basename, posix, relative, sep } from "node:path";
import { ChaosError } from "@chaos-packs/contract";
import type { Service } from "../service/service.ts";
import type { NewFiles } from "../write-new-files.ts";
import { openDraft } from "./draft.ts";
import type { NamedPack } from "./named-pack.ts";
import type { Mapping } from "./suggest/mapping.ts";
import { targetFile } from "./target-file.ts";
import { testFile } from "./test-file.ts";
import { type Unmapped, unmappedIn } from "./unmapped.ts";

/** The two files of a service, by their names, and what they can be put through, where the pack is installed. */
export interface FilesForService {
  readonly files: NewFiles;
  readonly unmapped?: Unmapped;
}

/** What the files are made of, and where they will stand. */
export interface ServiceKnown {
  readonly service: Service;
  readonly pack: NamedPack;
  readonly mapping: Mapping;
  readonly traits: Readonly<Record<string, number>>;
  readonly root: string;
  readonly folder: string;
}

/** The name of the test of a pack. */
export const testNameOf = ({ from }: NamedPack): string => `${basename(from).replace(/^pack-/, "")}.test.js`;

/**
 * The target file of a service and the test that runs a pack against it. Where the pack is installed the target is loaded once,
 * to tell which parts are still to be mapped.
 */
export async function filesForService(known: ServiceKnown): Promise<FilesForService> {
  const { service, pack, root, folder, mapping, traits } = known;
  needPostgres(service, pack);
  const textWith = (unmapped: readonly string[]): string =>
    targetFile({
      service,
      root: `${posix.normalize(relative(folder, root).split(sep).join("/"))}/`,
      capability: { name: pack.capabilityName, from: pack.from },
      mapping,
      traits,
      unmapped,
    });
  const test = { [testNameOf(pack)]: testFile(pack.packName, pack.from) };
  if (!pack.pack) return { files: { "target.js": textWith([]), ...test } };
  await using draft = await openDraft(folder, textWith([]));
  const unmapped = await unmappedIn(draft.path, pack.pack, root);
  return { files: { "target.js": textWith(unmapped.lines), ...test }, unmapped };
}

function needPostgres({ dependencies }: Service, { capability }: NamedPack): void {
  if (capability !== "queries" || dependencies.some(({ kind }) => kind === "postgres")) return;
  throw new ChaosError("DEPENDENCY_MISSING", {
    expected: "postgres among the dependencies, for a pack about its connections",
    came: dependencies.map(({ name }) => name).join(", ") || "none",
    todo: "Pass --postgres DATABASE_URL=schema.sql, or another --pack.",
  });
}
