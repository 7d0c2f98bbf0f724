import type { RedisBinary } from "../server/redis-binary.ts";
import { runProgram } from "./run-program.ts";

/** The shared libraries that a program asks for and the machine does not have, by soname (`liblzf.so.1`). */
export async function missingLibraries(binary: RedisBinary, signal?: AbortSignal): Promise<readonly string[]> {
  const listed = await runProgram("ldd", [binary.path], { env: binary.env, ...(signal && { signal }) });
  return [...listed.matchAll(/^\s*(\S+) => not found$/gm)].map(([, soname = ""]) => soname);
}

/**
 * The packages, among those a package depends on, that hold a library. Debian names them after the soname
 * (`liblzf.so.1` is in liblzf1), some with `t64` since the change of time_t
 * (https://www.debian.org/doc/debian-policy/ch-sharedlibs.html).
 */
export function packagesWith(soname: string, dependencies: readonly string[]): readonly string[] {
  const [, base = soname, version = ""] = /^(.+)\.so\.?(.*)$/.exec(soname) ?? [];
  const name = `${base}${/\d$/.test(base) && version ? "-" : ""}${version}`.toLowerCase();
  const exact = dependencies.filter((each) => each === name || each === `${name}t64`);
  return exact.length > 0 ? exact : dependencies.filter((each) => each.startsWith(base.toLowerCase()));
}

/** The names in a Depends field, without versions; of alternatives the first. */
export const dependencyNames = (field: string): readonly string[] =>
  field
    .split(",")
    .map((each) => /^\s*([a-z0-9][a-z0-9.+-]*)/.exec(each)?.[1])
    .filter((name) => name !== undefined);
