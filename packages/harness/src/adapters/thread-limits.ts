import { readFile } from "node:fs/promises";

/** What a program may ask for and a thread has not (https://nodejs.org/api/worker_threads.html#class-worker). */
const LIMITS: readonly (readonly [asks: RegExp, limit: string])[] = [
  [/\bisMainThread\b/, "isMainThread is false"],
  [/\bchdir\s*(?:\?\.)?\(/, "process.chdir() throws"],
  [/\bumask\s*\(\s*[^)\s]/, "process.umask(mask) throws"],
  [/\b(?:setuid|setgid|seteuid|setegid|setgroups|initgroups)\s*(?:\?\.)?\(/, "process.setuid() and the like throw"],
  [/\bprocess\.abort\s*\(/, "process.abort() throws"],
  [
    /\bprocess\.(?:send|connected|channel)\b|["']node:cluster["']|["']cluster["']/,
    "there is no IPC channel and no cluster",
  ],
  [/["']SIG(?:HUP|USR1|USR2|INT|WINCH|BREAK)["']/, "of signals only SIGTERM arrives"],
];

/** Node's code for what only the main thread can do. */
export const UNSUPPORTED_IN_THREADS = "ERR_WORKER_UNSUPPORTED_OPERATION";

/** What to do about it, with a command that exists everywhere. */
export const RUN_AS_PROCESS = "run it as a process: --adapter child-process (CHAOS_ADAPTER=child-process)";

/** Why a program with these sources may not come up in a thread, and what to do; undefined: nothing speaks for it. */
export async function hintAtLimits(sources: Iterable<string>): Promise<string | undefined> {
  const texts = await Promise.all([...sources].map((file) => readFile(file, "utf8").catch(() => "")));
  const found = LIMITS.filter(([asks]) => texts.some((text) => asks.test(text))).map(([, limit]) => limit);
  if (found.length === 0) return undefined;
  return `Its code asks for what a thread does not have (${found.join("; ")}): ${RUN_AS_PROCESS}.`;
}
