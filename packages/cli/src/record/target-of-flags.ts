import { ChaosError, childProcess, type DependencyKind, defineTarget, type Target } from "@chaos-packs/contract";
import { loadInstalled } from "./load-installed.ts";
import { rolesOfFlags, START_MS } from "./roles-of-flags.ts";

/** A service as flags describe it. */
export interface ServiceFlags {
  /** Each `node api.js` or `worker=node worker.js`. */
  readonly start: readonly string[];
  /** Each `/healthz` or `worker=listening`: how a role is known to be ready. */
  readonly ready: readonly string[];
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

/** The variable of an upstream, and where it is or which program plays it. Throws MALFORMED_FLAG. */
function upstream(text: string): Variable {
  const found = variable("http", text, "OCR_URL=./fake-ocr.js");
  if (found.value !== "") return found;
  throw new ChaosError("MALFORMED_FLAG", {
    expected: "what answers in the place of the upstream: a program, or an address",
    came: `--http "${text}"`,
    todo: `Write --http ${found.name}=./fake.js, or --http ${found.name}=http://127.0.0.1:4000.`,
  });
}

/**
 * The target that flags describe: every role is a process, and finds its dependencies in the variables that they name.
 *
 * @throws ChaosError MALFORMED_FLAG, NOT_INSTALLED, NO_ROLES
 */
export async function targetOfFlags(flags: ServiceFlags, folder: string): Promise<Target> {
  const roles = rolesOfFlags(flags);
  const dependencies: Record<string, DependencyKind> = {};
  const addressIn: Record<string, string> = {};
  const add = (dependency: string, name: string, kind: DependencyKind, flag: string): void => {
    if (dependencies[dependency]) throw repeated(dependency, flag);
    dependencies[dependency] = kind;
    addressIn[dependency] = name;
  };
  if (flags.postgres !== undefined) {
    const { name, value } = variable("postgres", flags.postgres, "DATABASE_URL=schema.sql");
    const { postgres } = await loadInstalled<{
      postgres(options: { schema: string }): DependencyKind;
    }>("@chaos-packs/postgres", folder);
    add("postgres", name, postgres({ schema: value }), `--postgres ${flags.postgres}`);
  }
  if (flags.redis !== undefined) {
    const { name } = variable("redis", flags.redis, "REDIS_URL");
    const { redis } = await loadInstalled<{ redis(): DependencyKind }>("@chaos-packs/redis", folder);
    add("redis", name, redis(), `--redis ${flags.redis}`);
  }
  for (const each of flags.http) {
    const { name, value } = upstream(each);
    const { http } = await loadInstalled<{ http(options: object): DependencyKind }>("@chaos-packs/http", folder);
    const dependency = name.toLowerCase().replace(/_(url|base_url|endpoint|address)$/, "");
    const kind = http(/^https?:/.test(value) ? { url: value } : { service: programOf(dependency, value, folder) });
    add(dependency, name, kind, `--http ${each}`);
  }
  const env = ({ url, port }: { readonly url: Readonly<Record<string, string>>; readonly port: number }) => ({
    PORT: String(port),
    ...Object.fromEntries(Object.entries(addressIn).map(([dependency, name]) => [name, url[dependency] ?? ""])),
  });
  return defineTarget({
    name: "recorded",
    dependencies,
    roles: Object.fromEntries(
      roles.map(({ name, command, ready }) => [name, childProcess({ command, cwd: folder, ready, env })]),
    ),
    capabilities: [],
  });
}

const repeated = (dependency: string, flag: string): ChaosError =>
  new ChaosError("MALFORMED_FLAG", {
    expected: "a name of its own for each dependency, which is made from its variable",
    came: `${flag}, and ${dependency} is named already`,
    todo: "Let the service look for each in a variable of its own.",
  });

const programOf = (name: string, file: string, cwd: string) => ({
  name,
  run: { command: ["node", file], cwd },
  ready: { runsForMs: START_MS },
  env: ({ port }: { readonly port: number }) => ({ PORT: String(port) }),
});
