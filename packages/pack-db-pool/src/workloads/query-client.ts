import type { Client, OutputOf } from "@chaos-packs/contract/pack";
import type { queries } from "../capabilities/queries.ts";

/** The parts of `queries` that no workload of this pack can do without. */
export const basics = ["read", "poolSize"] as const;

/** What every workload of this pack does and looks at beside that, where the target offers it. */
export const whereOffered = ["write", "records", "sessions"] as const;

/** The client of a workload of this pack, as far as they are alike. */
type QueryClient = Client<typeof queries, (typeof basics | typeof whereOffered)[number]>;

/** How the server counts the service's sessions. */
type Sessions = OutputOf<(typeof queries)["observations"]["sessions"]>;

/** `count` names: `held 1`, `held 2` … */
export const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);

/** Reads of `count` records, all at once. */
export const readAtOnce = async (client: QueryClient, name: string, count: number): Promise<void> => {
  await Promise.all(numbered(name, count).map((key) => client.call("read", { key })));
};

/** Looks for connections that a pool opens beside the requests that asked for them; one that opens none by itself has fewer. */
const WARM_LOOKS = 20;

/** Lets the pool open its connections, all of them: a dial that is still under way when a fault strikes is no redial. */
export async function warm(client: QueryClient): Promise<void> {
  const size = client.trait("poolSize");
  await readAtOnce(client, "warm", size);
  await lookUntil(client, ({ open }) => open >= size, WARM_LOOKS);
}

/** Notes that a fault has struck: some workloads only then do what is hard on the service. */
export async function noteStrike(client: QueryClient): Promise<void> {
  client.remember("struck", "yes");
}

/** Whether a fault has struck in this run. */
export const isStruck = (client: QueryClient): boolean => client.recall("struck") !== undefined;

/** Waits until the service is back, then presses it: twice as many reads at once as the pool has connections, a write and a look where the target offers them. */
export async function endWell(client: QueryClient): Promise<void> {
  await client.until("read", { key: "back" }, () => true);
  await readAtOnce(client, "end", 2 * client.trait("poolSize"));
  if (client.offers("write")) await client.call("write", { key: "end", value: "end", idempotencyKey: "end" });
  await client.call("read", { key: "end" });
  if (client.offers("records")) await client.observe("records", {});
}

/** Looks at the server's sessions until they are as wanted, `most` times; not at all where the target does not offer them. */
export async function lookUntil(
  client: QueryClient,
  wanted: (sessions: Sessions) => boolean,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  if (!client.offers("sessions")) return;
  for (let count = 0; count < most && !client.signal.aborted; count++) {
    if (wanted(await client.observe("sessions", {}))) return;
  }
}
