import { spawn } from "node:child_process";
import { once } from "node:events";

/** How a program ended. */
export interface RunEnd {
  readonly code: number | null;
  /** stdout and stderr together. */
  readonly output: string;
}

/** Where a program runs, and what its environment has beside ours. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What npm and node:test tell their children about themselves would be taken for the child's own. */
const isInherited = ([name]: readonly [string, unknown]): boolean =>
  !/^npm_|^NODE_TEST_CONTEXT$|^NODE_OPTIONS$|^INIT_CWD$|^CHAOS_/.test(name);

/** Runs a program as somebody at a shell would, and waits for its end. */
export async function run(command: readonly string[], { cwd, env = {} }: RunOptions): Promise<RunEnd> {
  const [program = "", ...args] = command;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(isInherited));
  const child = spawn(program, args, {
    cwd,
    env: { ...inherited, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** Runs a program that must succeed; rejects with what it printed. */
export async function mustRun(command: readonly string[], options: RunOptions): Promise<string> {
  const { code, output } = await run(command, options);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${output}`);
  return output;
}
