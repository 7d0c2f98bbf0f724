import { now } from "@chaos-packs/proxy";
import { pause } from "@chaos-packs/wire";
import { OWN_NAME } from "./own-connections.ts";
import type { RedisOwn } from "./redis-own.ts";

const DEADLINE_MS = 1000;
const PAUSE_MS = 2;

/** Which connections, as Redis tells them apart: those that are subscribed to something, the others, or all. */
export type ClientType = "pubsub" | "normal" | "all";

interface Which {
  readonly type?: ClientType;
  readonly database?: number;
}

/** Ids of the connections to a database, or to all, beside the harness's own. */
async function otherClients(own: RedisOwn, { type = "all", database }: Which): Promise<readonly string[]> {
  const list = String(await own.command("CLIENT", "LIST", ...(type === "all" ? [] : ["TYPE", type])));
  return list
    .split("\n")
    .filter((line) => line !== "" && !line.includes(` name=${OWN_NAME} `))
    .filter((line) => database === undefined || line.includes(` db=${database} `))
    .map((line) => / ?\bid=(\d+)/.exec(line)?.[1])
    .filter((id) => id !== undefined);
}

/** Ends connections, beside the harness's own; those that have ended by themselves meanwhile are none. */
export async function endClients(own: RedisOwn, which: Which): Promise<void> {
  const ids = await otherClients(own, which);
  await Promise.all(ids.map((id) => own.command("CLIENT", "KILL", "ID", id)));
}

/** Waits until nobody else is connected (the server tells nobody when that is, so it is asked), then ends who stays. */
export async function waitUntilAlone(own: RedisOwn, database?: number): Promise<void> {
  const which = database === undefined ? {} : { database };
  const deadline = now() + DEADLINE_MS;
  while ((await otherClients(own, which)).length > 0 && now() < deadline) await pause(PAUSE_MS);
  await endClients(own, which);
}
