import { ChaosError, childProcess, type DependencyKind, defineTarget, type Target } from "@chaos-packs/contract";
import { splitCommand } from "../init/split-command.ts";
import { loadInstalled } from "./load-installed.ts";

/** A service as flags describe it. */
export interface ServiceFlags {
  /** Each `node api.js` or `worker=node worker.js`. */
  readonly start: readonly string[];
  /** `DATABASE_URL=schema.sql`. */
  readonly postgres?: string | undefined;
  /** `REDIS_URL`. */
  readonly redis?: string | undefined;
  /** Each `OCR_URL=./fake-ocr.js` or `OCR_URL=http://127.0.0.1:4000`. */
  readonly http: readonly string[];
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

const VARIABLE = /^([A-Za-z_]\w*)(?:=(.+))?$/s;

function variable(flag: string, text: string, example: string): Variable {
  const [, name, value = ""] = VARIABLE.exec(text) ?? [];
  if (name !== undefined) return { name, value };
  throw new ChaosError("MALFORMED_FLAG", {
    expected: `the environment variable in which the service finds it, such as ${example}`,
    came: `--${flag} "${text}"`,
    todo: `Write --${flag} ${example}.`,
  });
}

/**
 * The target that flags describe: every role is a process that is ready when it says something, and finds its dependencies in
 * the variables that they name.
 *
 * @throws ChaosError MALFORMED_FLAG, NOT_INSTALLED, NO_ROLES
 */
export async function targetOfFlags(flags: ServiceFlags, folder: string): Promise<Target> {
  const dependencies: Record<string, DependencyKind> = {};
  const addressIn: Record<string, string> = {};
  if (flags.postgres !== undefined) {
    const { name, value } = variable("postgres", flags.postgres, "DATABASE_URL=schema.sql");
    const { postgres } = await loadInstalled<{
      postgres(options: { schema: string }): DependencyKind;
    }>("@chaos-packs/postgres", folder);
    dependencies["postgres"] = postgres({ schema: value });
    addressIn["postgres"] = name;
  }
  if (flags.redis !== undefined) {
    const { name } = variable("redis", flags.redis, "REDIS_URL");
    const { redis } = await loadInstalled<{ redis(): DependencyKind }>("@chaos-packs/redis", folder);
    dependencies["redis"] = redis();
    addressIn["redis"] = name;
  }
  for (const each of flags.http) {
    const { name, value } = variable("http", each, "OCR_URL=./fake-ocr.js");
    const { http } = await loadInstalled<{ http(options: object): DependencyKind }>("@chaos-packs/http", folder);
    const dependency = name.toLowerCase().replace(/_(url|base_url|endpoint|address)$/, "");
    dependencies[dependency] = http(
      /^https?:/.test(value) ? { url: value } : { service: programOf(dependency, value, folder) },
    );
    addressIn[dependency] = name;
  }
  const roles = flags.start.map((text, index) => roleOf(text, index));
  if (roles.length === 0)
    throw new ChaosError("NO_ROLES", {
      expected: "a target file, or a command that starts each part of the service",
      came: "neither",
      todo: "npx chaos-packs record chaos/target.js …, or --start 'node api.js' --start 'worker=node worker.js'.",
    });
  const env = ({ url, port }: { readonly url: Readonly<Record<string, string>>; readonly port: number }) => ({
    PORT: String(port),
    ...Object.fromEntries(Object.entries(addressIn).map(([dependency, name]) => [name, url[dependency] ?? ""])),
  });
  return defineTarget({
    name: "recorded",
    dependencies,
    roles: Object.fromEntries(
      roles.map(({ name, command }) => [name, childProcess({ command, cwd: folder, ready: { output: /./ }, env })]),
    ),
    capabilities: [],
  });
}

function roleOf(text: string, index: number): { readonly name: string; readonly command: readonly string[] } {
  const [, name, line = text] = /^([a-z][\w-]*)=(.+)$/s.exec(text) ?? [];
  return { name: name ?? (index === 0 ? "api" : `role${index + 1}`), command: splitCommand(line) };
}

const programOf = (name: string, file: string, cwd: string) => ({
  name,
  run: { command: ["node", file], cwd },
  ready: { output: /./ },
  env: ({ port }: { readonly port: number }) => ({ PORT: String(port) }),
});
