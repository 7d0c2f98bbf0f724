import { runProgram } from "../provision/run-program.ts";
import type { RedisBinary } from "./redis-binary.ts";

/** The version that a server program says it has (`7.0.15`). Rejects when it does not run. */
export async function serverVersion({ path, env }: RedisBinary): Promise<string> {
  const said = await runProgram(path, ["--version"], { env, timeoutMs: 10_000 });
  const version = /\bv=(\d[\w.-]*)/.exec(said)?.[1];
  if (version === undefined) throw new Error(`${path} --version said ${JSON.stringify(said.trim())}`);
  return version;
}
