import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Journal } from "@chaos-packs/contract/kind";
import { type Binaries, programOf } from "./binaries.ts";
import { cached } from "./cache.ts";
import { runProgram } from "./run-program.ts";
import type { ServerUser } from "./server-user.ts";

/** A data directory as initdb leaves it, and the password of its superuser `postgres`. */
export interface InitialisedDirectory {
  readonly folder: string;
  readonly password: string;
}

const FLAGS = [
  "--no-sync",
  "--no-instructions",
  "--no-data-checksums",
  "--locale=C",
  "--encoding=UTF8",
  "--username=postgres",
  "--auth=password",
  // One-megabyte segments and a hash that is quick to check: there is less to copy, and dials cost less.
  "--wal-segsize=1",
  "--set=password_encryption=md5",
];

/** Initialises a data directory, once for each version and user of this machine. */
export async function initialisedDirectory(
  cache: string,
  binaries: Binaries,
  user: ServerUser,
  { journal, signal }: { readonly journal: Journal; readonly signal: AbortSignal },
): Promise<InitialisedDirectory> {
  const name = `data-1-${binaries.version}-${user.uid ?? "self"}`;
  const entry = await cached(cache, name, journal, async (building) => {
    const folder = join(building, "data");
    const password = join(building, "password");
    await chmod(building, 0o711);
    await mkdir(folder, { mode: 0o700 });
    await writeFile(password, randomBytes(12).toString("hex"), { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) {
      await chown(folder, user.uid, user.gid);
      await chown(password, user.uid, user.gid);
    }
    const initdb = programOf(binaries, "initdb");
    await runProgram([initdb, ...FLAGS, `--pgdata=${folder}`, `--pwfile=${password}`], {
      user,
      journal,
      signal,
      // It lets the server that it runs end, which would leave its shared memory behind.
      stop: "SIGTERM",
    });
  });
  return { folder: join(entry, "data"), password: await readFile(join(entry, "password"), "utf8") };
}
