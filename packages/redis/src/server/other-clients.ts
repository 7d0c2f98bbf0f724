import { now, wait } from "../clock.ts";
import { OWN_NAME, type RedisOwn } from "./redis-own.ts";

const DEADLINE_MS = 1000;
const PAUSE_MS = 2;

/** Ids of the connections to a database beside the harness's own. */
async function otherClients(own: RedisOwn, database: number | undefined): Promise<readonly string[]> {
  const list = String(await own.command("CLIENT", "LIST"));
  return list
    .split("\n")
    .filter((line) => line !== "" && !line.includes(` name=${OWN_NAME} `))
    .filter((line) => database === undefined || line.includes(` db=${database} `))
    .map((line) => / ?\bid=(\d+)/.exec(line)?.[1])
    .filter((id) => id !== undefined);
}

/** Waits until nobody else is connected (the server tells nobody when that is, so it is asked), then ends who stays. */
export async function waitUntilAlone(own: RedisOwn, database?: number): Promise<void> {
  const deadline = now() + DEADLINE_MS;
  let others = await otherClients(own, database);
  while (others.length > 0 && now() < deadline) {
    await wait(PAUSE_MS);
    others = await otherClients(own, database);
  }
  await Promise.all(others.map((id) => own.command("CLIENT", "KILL", "ID", id)));
}
