import { ChaosError } from "@chaos-packs/contract";
import type { ServiceDependency } from "./service.ts";

const VARIABLES = { postgres: "DATABASE_URL", redis: "REDIS_URL" } as const;

/**
 * Reads `postgres,redis=CACHE_URL,http:ocr=OCR_URL@http://127.0.0.1:9000`: kind, name, variable and address of each.
 *
 * @throws ChaosError MALFORMED_DEPENDENCY
 */
export const parseDependencies = (text: string): readonly ServiceDependency[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "" && each !== "none")
    .map(parseDependency);

function parseDependency(text: string): ServiceDependency {
  const found = /^(postgres|redis|http)(?::([\w-]+))?(?:=([A-Za-z_]\w*))?(?:@(https?:\/\/\S+))?$/.exec(text);
  const [, kind, given, variable, url] = found ?? [];
  if (kind === undefined || (kind === "http") !== (given !== undefined) || (kind !== "http" && url !== undefined)) {
    throw new ChaosError("MALFORMED_DEPENDENCY", {
      expected: "postgres, redis or http:NAME, each perhaps with =VARIABLE, http perhaps with @URL",
      came: `"${text}"`,
      todo: "For example: --dependencies postgres=DATABASE_URL,http:ocr=OCR_URL@http://127.0.0.1:9000",
    });
  }
  const name = given ?? kind;
  return {
    kind: kind as ServiceDependency["kind"],
    name,
    variable:
      variable ?? VARIABLES[kind as keyof typeof VARIABLES] ?? `${name.toUpperCase().replaceAll(/\W/g, "_")}_URL`,
    ...(kind === "http" && { url: url ?? "http://127.0.0.1:9000" }),
  };
}
