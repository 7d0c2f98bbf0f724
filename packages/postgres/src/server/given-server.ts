import { ChaosError } from "@chaos-packs/contract/kind";
import type { RunningServer } from "./running-server.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The server at an address, if one was given. Only the target file may name one that is not on loopback.
 * Throws BAD_POSTGRES_URL, NOT_LOOPBACK.
 */
export function givenServer(fromTarget: string | undefined): RunningServer | undefined {
  const url = fromTarget ?? process.env["CHAOS_POSTGRES_URL"];
  if (!url) return undefined;
  const at = URL.canParse(url) ? new URL(url) : undefined;
  if (!at || !["postgres:", "postgresql:"].includes(at.protocol)) {
    throw new ChaosError("BAD_POSTGRES_URL", {
      expected: "an address like postgres://user:password@127.0.0.1:5432/postgres",
      came: "something else was given",
      todo: "Set CHAOS_POSTGRES_URL, or the option url, to such an address.",
    });
  }
  if (fromTarget === undefined && !LOOPBACK.test(at.hostname)) {
    throw new ChaosError("NOT_LOOPBACK", {
      expected: "a Postgres on loopback in CHAOS_POSTGRES_URL",
      came: `it is on ${at.hostname}`,
      todo: "Name it in the target file, postgres({ url }), when databases may really be created there.",
    });
  }
  return { url: completed(at), isRemoteAllowed: fromTarget !== undefined, async [Symbol.asyncDispose]() {} };
}

/**
 * The address with all that it leaves out, as Postgres's own defaults are. Clients take what is left out from PGUSER, PGPORT and
 * PGDATABASE, and those of the shell need not name this server.
 */
function completed(url: URL): string {
  const at = new URL(url);
  at.username ||= "postgres";
  at.port ||= "5432";
  if (at.pathname.length < 2) at.pathname = "/postgres";
  return at.href;
}
