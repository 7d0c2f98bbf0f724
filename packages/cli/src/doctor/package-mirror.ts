import { execFile } from "node:child_process";
import type { Machine } from "./finding.ts";

/**
 * Where the distribution's packages come from, as apt itself says; undefined: it names nobody.
 * (https://manpages.debian.org/apt-get.8#indextargets)
 */
export function packageMirror({ environment, patienceMs }: Machine): Promise<URL | undefined> {
  const asked = ["indextargets", "--format", "$(SITE)", "Created-By: Packages"];
  return new Promise((resolve) => {
    execFile("apt-get", asked, { env: { ...environment }, timeout: patienceMs }, (_error, stdout) => {
      const site = stdout.split("\n").find((line) => /^https?:/.test(line));
      resolve(site === undefined ? undefined : new URL(site));
    });
  });
}
