import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";

/** Some other user; as root, files can be given to it. */
export const STRANGER = 12_345;
export const isRoot = process.getuid?.() === 0;

/** A folder below /tmp that is removed when disposed; others may enter it. */
export function openFolder(): { readonly path: string } & Disposable {
  const path = realpathSync(mkdtempSync("/tmp/chaos-machine-test-"));
  chmodSync(path, 0o755);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

const index = new URL("../src/index.ts", import.meta.url).href;

/** Evaluates an expression over the package's exports (`m`) in a process of its own; what it resolves to, or its error's code. */
export function elsewhere(
  expression: string,
  options: { readonly env?: NodeJS.ProcessEnv; readonly umask?: number; readonly cwd?: string } = {},
): unknown {
  const code = `process.umask(${options.umask ?? 0o022});
    const m = await import(${JSON.stringify(index)});
    const said = await Promise.resolve().then(() => ${expression}).catch((error) => ({ code: error.code, message: error.message }));
    console.log(JSON.stringify(said ?? null));`;
  const tsx = import.meta.resolve("tsx");
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", tsx, "--input-type=module", "--eval", code], {
    encoding: "utf8",
    cwd: options.cwd ?? "/",
    env: { PATH: process.env["PATH"], ...options.env },
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}
