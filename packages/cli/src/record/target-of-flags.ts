import {
  type ChaosError,
  childProcess,
  type DependencyKind,
  defineTarget,
  type Ready,
  type Target,
} from "@chaos-packs/contract";
import { commandsOfFlags } from "./commands-of-flags.ts";
import { loadInstalled } from "./load-installed.ts";
import { malformedFlag } from "./malformed-flag.ts";
import { ASSUMED_READY, readySigns } from "./ready-signs.ts";

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
  const expected = `the environment variable in which the service finds it, such as ${example}`;
  throw malformedFlag(expected, `--${flag} "${text}"`, `Write --${flag} ${example}.`);
}

/** An upstream: the target's name of it, its variable, and where it is or which program plays it. Throws MALFORMED_FLAG. */
function upstream(text: string): Variable & { readonly dependency: string } {
  const { name, value } = variable("http", text, "OCR_URL=./fake-ocr.js");
  if (value !== "")
    return { dependency: name.toLowerCase().replace(/_(url|base_url|endpoint|address)$/, ""), name, value };
  throw malformedFlag(
    "what answers in the place of the upstream: a program, or an address",
    `--http "${text}"`,
    `Write --http ${name}=./fake.js, or --http ${name}=http://127.0.0.1:4000.`,
  );
}

/**
 * The target that flags describe: every role is a process, and finds its dependencies in the variables that they name.
 *
 * @throws ChaosError MALFORMED_FLAG, NOT_INSTALLED, NO_ROLES
 */
export async function targetOfFlags(flags: ServiceFlags, folder: string): Promise<Target> {
  const roles = commandsOfFlags(flags.start);
  const upstreams = flags.http.map(upstream);
  const signs = readySigns(flags.ready, [
    ...roles.map(({ name }) => name),
    ...upstreams.map((each) => each.dependency),
  ]);
  const readyOf = (name: string): Ready => signs.get(name) ?? ASSUMED_READY;
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
  for (const { dependency, name, value } of upstreams) {
    const { http } = await loadInstalled<{ http(options: object): DependencyKind }>("@chaos-packs/http", folder);
    const service = { name: dependency, run: { command: ["node", value], cwd: folder }, ready: readyOf(dependency) };
    const kind = http(/^https?:/.test(value) ? { url: value } : { service: { ...service, env: onPort } });
    add(dependency, name, kind, `--http ${name}=${value}`);
  }
  const env = ({ url, port }: { readonly url: Readonly<Record<string, string>>; readonly port: number }) => ({
    PORT: String(port),
    ...Object.fromEntries(Object.entries(addressIn).map(([dependency, name]) => [name, url[dependency] ?? ""])),
  });
  return defineTarget({
    name: "recorded",
    dependencies,
    roles: Object.fromEntries(
      roles.map(({ name, command }) => [name, childProcess({ command, cwd: folder, ready: readyOf(name), env })]),
    ),
    capabilities: [],
  });
}

const repeated = (dependency: string, flag: string): ChaosError =>
  malformedFlag(
    "a name of its own for each dependency, which is made from its variable",
    `${flag}, and ${dependency} is named already`,
    "Let the service look for each in a variable of its own.",
  );

const onPort = ({ port }: { readonly port: number }): Readonly<Record<string, string>> => ({ PORT: String(port) });
