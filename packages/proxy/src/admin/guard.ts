import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { ChaosError } from "@chaos-packs/contract/kind";
import { isLoopback } from "../listening/loopback.ts";

/** Who may speak to the admin port. */
export interface GuardOptions {
  readonly token?: string | undefined;
  /** The host that it listens on, as it was named. */
  readonly host: string;
  readonly isRemoteAllowed: boolean;
}

/**
 * Lets through who may speak to the admin port. A page in a browser on the same machine must not: hence no browser's
 * headers (https://www.w3.org/TR/fetch-metadata/), and no name in `Host` that could have been pointed here by DNS.
 * Throws TOKEN_WRONG, BROWSER_REFUSED, HOST_REFUSED.
 */
export function guard(headers: Headers, { token, host, isRemoteAllowed }: GuardOptions): void {
  refuseBrowsers(headers);
  if (token !== undefined) requireToken(token, headers.get("authorization") ?? "");
  // A page does not know the token, so a name in `Host` tells nothing more.
  else requireHost(headers.get("host") ?? "", host, isRemoteAllowed);
}

function refuseBrowsers(headers: Headers): void {
  // Node's own fetch sends sec-fetch-mode, but neither of these.
  const found = ["origin", "sec-fetch-site", "sec-fetch-dest"].find((name) => headers.has(name));
  const isBrowser = headers.get("user-agent")?.startsWith("Mozilla/");
  if (found === undefined && !isBrowser) return;
  throw new ChaosError("BROWSER_REFUSED", {
    expected: "a program that is no browser",
    came: isBrowser ? "the User-Agent begins with Mozilla/" : `there is a header ${found}`,
    todo: "Use curl or a client library; pages must not be able to reach the proxy.",
  });
}

function requireToken(token: string, authorization: string): void {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const [, given = ""] = /^bearer +(.*)$/i.exec(authorization) ?? [];
  if (timingSafeEqual(digest(given), digest(token))) return;
  throw new ChaosError("TOKEN_WRONG", {
    expected: "the token that the proxy was started with",
    came: authorization === "" ? "there is no Authorization header" : "it is another",
    todo: "Send it as `Authorization: Bearer TOKEN`.",
  });
}

function requireHost(header: string, own: string, isRemoteAllowed: boolean): void {
  const name = header
    .replace(/:\d*$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
  const isPlain = isRemoteAllowed && /^[a-z\d_-]+$/.test(name); // the name of a container: no domain of the internet
  if (isIP(name) !== 0 || isLoopback(name) || name === own.toLowerCase() || isPlain) return;
  throw new ChaosError("HOST_REFUSED", {
    expected: "an address, localhost, or the name it was started with, in the Host header",
    came: `it is ${JSON.stringify(header)}`,
    todo: "Speak to it by address, or start it with --token.",
  });
}
