import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
/** The command as it is published. */
export const BIN = fileURLToPath(new URL("../../dist/bin/chaos-packs.js", import.meta.url));

/** How a command ended. */
export interface End {
  readonly code: number | null;
  /** stdout and stderr together, without colours. */
  readonly output: string;
}

/** Where a command runs. */
export interface At {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands in front of the command. */
  readonly under?: readonly string[];
}

/** Says something when it is asked for. */
export type Reply = readonly [when: string, say: string];

/** A terminal's way to write over a line: what follows is a line of its own. */
const MOVES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-HJKST]`, "g");

const inherited = (): Record<string, string | undefined> => {
  const { NODE_TEST_CONTEXT: _, http_proxy: __, ...rest } = process.env;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("CHAOS_")));
};

/** Runs the command without a terminal; nobody ever answers. */
export async function runCli(args: readonly string[], { cwd, env = {}, under = [] }: At): Promise<End> {
  return run([...under, process.execPath, BIN, ...args], { cwd, env: { ...env, NO_COLOR: "1" } });
}

/** Runs any program, and says the replies each time when they are asked for. */
export async function run(
  command: readonly string[],
  { cwd, env = {} }: At,
  replies: readonly Reply[] = [],
): Promise<End> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...inherited(), ...env } as NodeJS.ProcessEnv,
    stdio: [replies.length > 0 ? "pipe" : "ignore", "pipe", "pipe"],
  });
  const left = [...replies];
  let heard = "";
  let output = "";
  let seen = 0;
  const hear = (text: string): void => {
    heard += text;
    output = stripVTControlCharacters(heard.replaceAll(MOVES, "\n"));
    const [next] = left;
    const at = next ? output.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    seen = at + next[0].length;
    left.shift();
    child.stdin?.write(next[1]);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** Runs the command at a terminal of 80 columns, where somebody gives the replies. */
export function runAtTerminal(args: readonly string[], { cwd, env = {} }: At, replies: readonly Reply[]): Promise<End> {
  const line = [process.execPath, BIN, ...args].map((each) => `'${each}'`).join(" ");
  const terminal = ["script", "--quiet", "--return", "--command", `stty cols 80 rows 40; exec ${line}`, "/dev/null"];
  return run(terminal, { cwd, env: { TERM: "xterm", ...env } }, replies.length > 0 ? replies : [["\0", ""]]);
}

/** The lines of an output that do not fit a terminal of 80 columns; a line that is one long word cannot be broken. */
export const tooWide = (output: string): readonly string[] =>
  output.split(/\r?\n|\r/).filter((line) => line.length > 80 && line.trim().split(/\s+/).length > 2);

/** An empty folder outside of this repository; with `installed`, what is installed here is installed there. */
export async function openFolder({ installed = false } = {}): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "cli-"));
  if (installed) await symlink(join(root, "node_modules"), join(path, "node_modules"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
