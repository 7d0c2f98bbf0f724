import { relative } from "node:path";

/** How this program was started. */
export interface Started {
  /** The npm script under which it runs, if any. */
  readonly script: string | undefined;
  /** The package manager that runs it: npm, pnpm, yarn, bun. */
  readonly manager: string | undefined;
  readonly execArgv: readonly string[];
  readonly file: string;
  readonly cwd: string;
}

const ownStart = (): Started => ({
  script: process.env["npm_lifecycle_event"],
  manager: /^\w+/.exec(process.env["npm_config_user_agent"] ?? "")?.[0],
  execArgv: process.execArgv,
  file: process.argv[1] ?? "",
  cwd: process.cwd(),
});

/** Others than npm pass flags on without `--`. */
const BY_MANAGER: Readonly<Record<string, string>> = {
  pnpm: "pnpm run chaos",
  yarn: "yarn run chaos",
  bun: "bun run chaos",
};

/** The command that repeats a run with these flags: the script `chaos` where there is one, else the very file that runs. */
export function repeatCommand(
  flags: readonly string[],
  { script, manager, execArgv, file, cwd }: Started = ownStart(),
): string {
  if (script === "chaos") return [BY_MANAGER[manager ?? ""] ?? "npm run chaos --", ...flags].join(" ");
  const own = execArgv.filter((each) => !each.startsWith("--test"));
  return ["node", ...own, relative(cwd, file), ...flags].join(" ");
}
