import { ChaosError } from "@chaos-packs/contract";
import { readyWhen } from "./ready-when.ts";
import type { ServiceDependency } from "./service.ts";
import { splitCommand } from "./split-command.ts";

/** What a service stands on, as flags say it. */
export interface DependencyFlags {
  /** `DATABASE_URL=schema.sql`. */
  readonly postgres?: string | undefined;
  /** `REDIS_URL`. */
  readonly redis?: string | undefined;
  /** Each `OCR_URL=./fake-ocr.js`, `OCR_URL=python3 -m fake_ocr` or `OCR_URL=http://127.0.0.1:4000`. */
  readonly http: readonly string[];
  /** Each `ocr=/healthz`, or `ocr=listening` for a text of a line that the upstream's program writes. */
  readonly ready?: readonly string[];
}

interface Variable {
  readonly variable: string;
  readonly value: string;
}

/**
 * The servers that flags name, each with the variable that carries its address.
 *
 * @throws ChaosError MALFORMED_FLAG
 */
export function parseDependencies({
  postgres,
  redis,
  http,
  ready = [],
}: DependencyFlags): readonly ServiceDependency[] {
  const found: ServiceDependency[] = [];
  if (postgres !== undefined) {
    const { variable, value } = parseVariable("postgres", postgres, "DATABASE_URL=schema.sql");
    found.push({ kind: "postgres", name: "postgres", variable, schema: value || "schema.sql" });
  }
  if (redis !== undefined)
    found.push({ kind: "redis", name: "redis", variable: parseVariable("redis", redis, "REDIS_URL").variable });
  for (const each of http) {
    const { variable, value } = parseVariable("http", each, "OCR_URL=./fake-ocr.js");
    if (value === "")
      throw malformed("http", each, "OCR_URL=./fake-ocr.js", "a program that plays the upstream, or its address");
    const name = variable.toLowerCase().replace(/_(url|base_url|endpoint|address)$/, "");
    const said = ready.findLast((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
    const when = said === undefined ? {} : { ready: readyWhen(said) };
    found.push({ kind: "http", name, variable, at: upstreamAt(value), ...when });
  }
  return found;
}

/** A file of JavaScript is run by Node; anything else is a command line. */
function upstreamAt(value: string): { readonly url: string } | { readonly command: readonly string[] } {
  if (/^https?:/.test(value)) return { url: value };
  const command = splitCommand(value);
  return { command: command.length === 1 && /\.[cm]?[jt]s$/.test(value) ? ["node", value] : command };
}

function parseVariable(flag: string, text: string, example: string): Variable {
  const [, variable, value = ""] = /^([A-Za-z_]\w*)(?:=(.+))?$/s.exec(text) ?? [];
  if (variable !== undefined) return { variable, value };
  throw malformed(flag, text, example, "the environment variable in which the service finds it");
}

const malformed = (flag: string, text: string, example: string, expected: string): ChaosError =>
  new ChaosError("MALFORMED_FLAG", {
    expected: `${expected}, such as ${example}`,
    came: `--${flag} "${text}"`,
    todo: `Write --${flag} ${example}.`,
  });
