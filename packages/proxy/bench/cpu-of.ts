import { readdir, readFile } from "node:fs/promises";

/** CPU time of a process that is not ours to ask, seconds, as Linux counts it (proc(5), schedstat); undefined elsewhere. */
export async function cpuOf(pid: number): Promise<number | undefined> {
  try {
    const threads = await readdir(`/proc/${pid}/task`);
    const spent = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, "utf8")));
    return spent.reduce((sum, line) => sum + Number(line.split(" ")[0]), 0) / 1e9;
  } catch {
    return undefined;
  }
}
