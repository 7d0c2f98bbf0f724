import { connect } from "node:net";
import { ChaosError } from "@chaos-packs/contract/kind";
import { pause } from "@chaos-packs/wire";
import { encodeCommand } from "../wire/encode.ts";
import type { RedisAddress } from "./own-connections.ts";

const PATIENCE_MS = 3_000;
/** No answer to a PING is longer, and no greeting of another protocol need be read further. */
const ENOUGH = 200;

/**
 * Makes sure that a Redis answers at an address, and lets us in. Throws REDIS_REFUSES (nobody listens, or it turns us away),
 * NOT_REDIS (something else answers, or nothing does), REDIS_DEMANDS_PASSWORD, REDIS_WRONG_PASSWORD, REDIS_NOT_READY.
 */
export async function greetServer(address: RedisAddress, name: string): Promise<void> {
  const { username, password } = address;
  if (password !== undefined) {
    const said = await ask(address, name, ["AUTH", ...(username === undefined ? [] : [username]), password]);
    if (/^-(WRONGPASS|ERR (invalid|AUTH|Client sent AUTH))/.test(said))
      throw refusal("REDIS_WRONG_PASSWORD", name, said);
    if (said !== "+OK") judge(said, name);
    return;
  }
  const said = await ask(address, name, ["PING"]);
  if (said !== "+PONG") judge(said, name);
}

function judge(said: string, name: string): void {
  if (/^-(NOAUTH|NOPERM|ERR operation not permitted)/.test(said)) throw refusal("REDIS_DEMANDS_PASSWORD", name, said);
  if (/^-(LOADING|MASTERDOWN|BUSY|TRYAGAIN|ERR max number of clients)/.test(said)) {
    throw refusal("REDIS_NOT_READY", name, said);
  }
  // Any other error of Redis's own: in protected mode, for instance, it lets nobody in.
  if (/^-[A-Z]+ /.test(said)) {
    // A server that cannot save says so to PING, too, and is there nevertheless.
    if (!said.startsWith("-MISCONF")) throw refusal("REDIS_REFUSES", name, said);
    return;
  }
  throw refusal("NOT_REDIS", name, said);
}

/** Sends one command, and resolves with the first line of what comes, shortened; empty when nothing came. */
async function ask({ host = "127.0.0.1", port = 6379 }: RedisAddress, name: string, words: readonly string[]) {
  const socket = connect({ host, port });
  const done = new AbortController();
  let said = "";
  try {
    const answer = new Promise<string>((resolve, reject) => {
      socket.once("connect", () => socket.write(encodeCommand(words)));
      socket.on("data", (bytes: Buffer) => {
        said += bytes.toString("latin1");
        if (said.includes("\n") || said.length > ENOUGH) resolve(said);
      });
      socket.once("end", () => resolve(said));
      socket.once("error", (cause) => (said === "" ? reject(unreachable(name, cause)) : resolve(said)));
    });
    const heard = await Promise.race([answer, pause(PATIENCE_MS, done.signal).then(() => said)]);
    return (heard.split(/\r?\n/, 1)[0] ?? "").slice(0, ENOUGH);
  } finally {
    done.abort();
    socket.destroy();
  }
}

const TODO: Readonly<Record<string, string>> = {
  REDIS_REFUSES:
    "Let it accept connections from this machine, correct the URL, or unset CHAOS_REDIS_URL to use a server of our own.",
  REDIS_DEMANDS_PASSWORD: "Write the password into the URL: redis://:password@host:port/0 (or user:password).",
  REDIS_WRONG_PASSWORD: "Correct the user or the password in the URL; leave it out for a server that demands none.",
  REDIS_NOT_READY: "Wait until it is ready, or use another server.",
  NOT_REDIS: "Correct host and port: what listens there speaks no Redis, or speaks it behind TLS only.",
};

const refusal = (code: string, name: string, said: string): ChaosError =>
  new ChaosError(code, {
    expected: `a Redis at ${name} that lets us in`,
    came: said === "" ? "nothing was answered" : `it said ${JSON.stringify(said)}`,
    todo: TODO[code] as string,
  });

const unreachable = (name: string, cause: Error): ChaosError =>
  new ChaosError("REDIS_REFUSES", {
    expected: `a Redis at ${name}`,
    came: cause.message,
    todo: "Start it, correct the URL, or unset CHAOS_REDIS_URL to use a server of our own.",
    cause,
  });
