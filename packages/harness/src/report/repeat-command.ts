import { relative } from "node:path";

/** How this program was started. */
export interface Started {
  /** The npm script under which it runs, if any. */
  readonly script: string | undefined;
  readonly execArgv: readonly string[];
  readonly file: string;
  readonly cwd: string;
}

const ownStart = (): Started => ({
  script: process.env["npm_lifecycle_event"],
  execArgv: process.execArgv,
  file: process.argv[1] ?? "",
  cwd: process.cwd(),
});

/** The command that repeats a run with these flags: the script `chaos` where there is one, else the very file that runs. */
export function repeatCommand(flags: readonly string[], { script, execArgv, file, cwd }: Started = ownStart()): string {
  if (script === "chaos") return ["npm run chaos --", ...flags].join(" ");
  const own = execArgv.filter((each) => !each.startsWith("--test"));
  return ["node", ...own, relative(cwd, file), ...flags].join(" ");
}
