import { ChaosError } from "@chaos-packs/contract/kind";
import { runProgram } from "../provision/run-program.ts";
import type { RedisBinary } from "./redis-binary.ts";

/** The version that a server program says it has (`7.0.15`). Throws REDIS_DOES_NOT_RUN. */
export async function serverVersion({ path, env }: RedisBinary): Promise<string> {
  let said: string;
  try {
    said = await runProgram(path, ["--version"], { env, timeoutMs: 10_000 });
  } catch (cause) {
    throw doesNotRun(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const version = /\bv=(\d[\w.-]*)/.exec(said)?.[1];
  if (version === undefined) throw doesNotRun(path, `it said ${JSON.stringify(said.trim().slice(0, 100))}`);
  return version;
}

const doesNotRun = (path: string, came: string, cause?: unknown): ChaosError =>
  new ChaosError("REDIS_DOES_NOT_RUN", {
    expected: `${path} --version to say the version of a Redis or Valkey server`,
    came,
    todo: "Reinstall or remove that program, name another one with redis({ binary }), or set CHAOS_REDIS_URL.",
    cause,
  });
