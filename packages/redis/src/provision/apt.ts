import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "./run-program.ts";

/** A way to fetch Debian packages that leaves the machine's own package state as it is. */
export interface Apt {
  /** Downloads packages into a folder. */
  download(packages: readonly string[], into: string): Promise<void>;
}

/** Lists that were fetched, and of which sources they could not be. */
interface OwnLists {
  readonly options: readonly string[];
  readonly problems: readonly string[];
}

/** A source that could not be fetched, with the reason in the next line. The exit code of `apt-get update` is 0 all the same. */
const PROBLEM = /^Err:.*(?:\n {2}.*)+/gm;

/**
 * Fetches with the package lists that the machine has; when there are none, or they are out of date, with lists of our own
 * below `folder`, which needs no rights.
 */
export function openApt(folder: string, signal?: AbortSignal): Apt {
  let ownLists: Promise<OwnLists> | undefined;
  const run = (args: readonly string[], cwd: string): Promise<string> =>
    runProgram("apt-get", args, { cwd, ...(signal && { signal }) });
  const fetchLists = async (): Promise<OwnLists> => {
    const [lists, cache] = [join(folder, "lists"), join(folder, "cache")];
    await mkdir(join(lists, "partial"), { recursive: true });
    await mkdir(join(cache, "archives/partial"), { recursive: true });
    // As root, apt would fetch as a user of its own, who may not write here.
    const options = ["-o", `Dir::State::Lists=${lists}`, "-o", `Dir::Cache=${cache}`, "-o", "APT::Sandbox::User=root"];
    const said = await run([...options, "-q", "update"], folder);
    return { options, problems: said.match(PROBLEM) ?? [] };
  };
  return {
    async download(packages, into) {
      const fetch = ["-q", "-o", "APT::Sandbox::User=root", "download", ...packages];
      if (!ownLists) {
        try {
          await run(fetch, into);
          return;
        } catch (error) {
          if (signal?.aborted) throw error;
        }
      }
      ownLists ??= fetchLists();
      const { options, problems } = await ownLists;
      try {
        await run([...options, ...fetch], into);
      } catch (cause) {
        // What could not be fetched is the reason why a package is unknown.
        throw problems.length === 0 ? cause : new Error(`${problems.join("\n")}\n${cause}`, { cause });
      }
    },
  };
}
