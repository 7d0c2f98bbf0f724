import { ChaosError } from "@chaos-packs/contract/kind";

const NO_SPACE = /^.*(?:No space left on device|not enough free space).*$/im;
/** What apt and its methods say of a mirror that they do not reach: https://salsa.debian.org/apt-team/apt/-/blob/main/methods/connect.cc */
const UNREACHABLE =
  /(?:Could not (?:resolve|connect to)|Temporary failure resolving|Something wicked happened resolving|Unable to connect to|Cannot initiate the connection to|Connection (?:timed out|failed|refused)|Network is unreachable).*$/im;
const NOT_FOUND = /Unable to locate package (\S+)|Can't find .* package|has no installation candidate/i;

const OTHERWISE = "install redis-server or valkey-server yourself, or set CHAOS_REDIS_URL";

/** Why packages could not be fetched or unpacked, from what apt-get and dpkg-deb wrote; undefined when it is none of the usual reasons. */
export function explainFetchFailure(said: string): ChaosError | undefined {
  const expected = "to fetch and unpack the packages redis-server and redis-tools";
  const full = NO_SPACE.exec(said)?.[0];
  if (full !== undefined) {
    return new ChaosError("NO_SPACE_LEFT", {
      expected,
      came: `the disk is full: ${full.trim()}`,
      todo: "Free about 50 MB there, or set XDG_CACHE_HOME to a folder on a disk with room.",
    });
  }
  const away = UNREACHABLE.exec(said)?.[0];
  if (away !== undefined) {
    return new ChaosError("MIRROR_UNREACHABLE", {
      expected,
      came: `the package mirror cannot be reached: ${away.trim()}`,
      todo: `Connect this machine to the network (behind a proxy, set http_proxy and https_proxy) and run it again; without a network, ${OTHERWISE}.`,
    });
  }
  const missing = NOT_FOUND.exec(said);
  if (missing) {
    return new ChaosError("PACKAGE_UNKNOWN", {
      expected,
      came: `the package sources of this machine do not have ${missing[1] ?? "them"}`,
      todo: `Add a source that has it to /etc/apt/sources.list (Ubuntu: universe), ${OTHERWISE}.`,
    });
  }
  return undefined;
}
