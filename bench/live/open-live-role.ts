import { undoAll } from "@chaos-packs/contract";
import { freePort } from "@chaos-packs/proxy";
import { redis } from "@chaos-packs/redis";
import { sampleBackend } from "../../apps/sample-backend/dist/chaos/target.js";
import type { LiveHealth } from "../../apps/sample-backend/src/live/http/read-health.ts";
import { type BenchProcess, startProcess } from "../../packages/proxy/bench/processes/process.ts";
import type { LiveRoleSkills } from "../processes/live-role.ts";
import { startContext } from "../processes/start-context.ts";

/** The role `live`, as its target file runs it, in a process of its own, and the way to its Redis. */
export interface LiveRole extends AsyncDisposable {
  readonly url: string;
  /** What it runs with. */
  readonly env: Readonly<Record<string, string>>;
  readonly process: BenchProcess<LiveRoleSkills>;
  /** As the fault `refuse` does it: connections to Redis are reset and dials refused, until this is undone. */
  breakLink(): Promise<AsyncDisposable>;
  health(): Promise<LiveHealth>;
}

/** Starts a real Redis, a link to it and the role; closing it ends them. */
export async function openLiveRole(): Promise<LiveRole> {
  await using opening = new Closing();
  const { context } = opening.use(await startContext("live", []));
  const server = opening.use(await redis().start(context));
  const lane = opening.use(await server.openLane("bench", context.signal));
  const by = { role: "live", index: 0 };
  const link = opening.use(await lane.link({ by, watch: () => undefined, connection: () => {} }));
  const role = sampleBackend().roles["live"];
  if (!role || role.run === "remote") throw new Error("the sample backend runs no role live");
  const port = await freePort();
  const env = role.env({ url: { redis: link.url }, port, directory: context.directory, index: 0 });
  const process = opening.use(startProcess<LiveRoleSkills>(new URL("../processes/live-role.ts", import.meta.url)));
  await process.ask("run", { ...env, LOG_LEVEL: "silent" });
  const url = `http://127.0.0.1:${port}`;
  const close = opening.keep();
  return {
    url,
    env,
    process,
    async breakLink() {
      return undoAll([await link.fail({ how: "refuse", at: "dial" }), await link.fail({ how: "rst", at: "now" })]);
    },
    health: async () => (await (await fetch(`${url}/health`)).json()) as LiveHealth,
    [Symbol.asyncDispose]: close,
  };
}

/** What has been opened so far, closed in reverse unless it is kept. */
class Closing implements AsyncDisposable {
  #opened: AsyncDisposable[] = [];

  use<T extends AsyncDisposable>(opened: T): T {
    this.#opened.unshift(opened);
    return opened;
  }

  /** Closing is up to whoever gets this. */
  keep(): () => Promise<void> {
    const kept = new Closing();
    kept.#opened = this.#opened;
    this.#opened = [];
    return () => kept[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of this.#opened.splice(0)) await each[Symbol.asyncDispose]();
  }
}
