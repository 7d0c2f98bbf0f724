import { userInfo } from "node:os";
import { ChaosError } from "@chaos-packs/contract/kind";
import { runProgram } from "./run-program.ts";
import type { ServerUser } from "./server-user.ts";

/**
 * Postgres refuses to run as root, so root lets it run as `postgres`, or as `nobody`, which every system has.
 *
 * @throws ChaosError NO_SERVER_USER, NO_PASSWD_ENTRY
 */
export async function findServerUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) {
    checkPasswdEntry();
    return {};
  }
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => runProgram(["id", flag, name])));
      return { uid: Number(uid), gid: Number(gid) };
    } catch {
      // There is no such user: the next one is tried, and the error below tells when there is none at all.
    }
  }
  throw new ChaosError("NO_SERVER_USER", {
    expected: "a user that Postgres may run as, because it refuses to run as root",
    came: "neither postgres nor nobody exists",
    todo: "Create one (useradd --system postgres), run as another user, or set CHAOS_POSTGRES_URL.",
  });
}

/** initdb and the server look their user up by its number: https://www.postgresql.org/docs/18/app-initdb.html */
function checkPasswdEntry(): void {
  try {
    userInfo();
  } catch (cause) {
    throw new ChaosError("NO_PASSWD_ENTRY", {
      expected: "a user with an entry in /etc/passwd, which Postgres insists on",
      came: `the user ${process.getuid?.()} has none`,
      todo: "Run as a user that has one (docker run --user node), or set CHAOS_POSTGRES_URL to a server of your own.",
      cause,
    });
  }
}
