import { ChaosError } from "@chaos-packs/contract/kind";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The address of a server that is given. */
export interface GivenUrl {
  readonly url: URL;
  /** Whether it may be on another machine. */
  readonly isRemoteAllowed: boolean;
}

/**
 * Reads the address of a server that is given. Only the target file may name one that is not on loopback, since every
 * reset empties it. Throws BAD_REDIS_URL or NOT_LOOPBACK.
 */
export function givenUrl(text: string, from: "target file" | "environment"): GivenUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "redis:" || !/^\/?\d*$/.test(url.pathname)) {
    throw new ChaosError("BAD_REDIS_URL", {
      expected: "an address like redis://127.0.0.1:6379/0, without TLS",
      // The address itself may hold a password.
      came: url
        ? `one that begins with ${url.protocol} and ends with ${JSON.stringify(url.pathname)}`
        : "something else",
      todo:
        from === "environment"
          ? "Correct CHAOS_REDIS_URL, or unset it to use a server of our own."
          : "Correct `url` of redis() in the target file.",
    });
  }
  if (from === "environment" && !LOOPBACK.test(url.hostname)) {
    throw new ChaosError("NOT_LOOPBACK", {
      expected: "a Redis on loopback in CHAOS_REDIS_URL, because each scenario empties it",
      came: `${url.hostname}`,
      todo: "Name it in the target file, redis({ url }), when it may really be emptied.",
    });
  }
  return { url, isRemoteAllowed: from === "target file" };
}
