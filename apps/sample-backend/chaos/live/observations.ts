import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { logLines, type Own } from "@chaos-packs/contract/target";
import type { dependencies } from "../dependencies.ts";
import { JOURNAL, OWN_CHANNELS } from "./live-roles.ts";
import { channelOf, PREFIX } from "./wire.ts";

type Look = Own<typeof dependencies>;

interface Entry {
  readonly type: string;
  readonly channel: string;
  readonly id: string;
  readonly seq: number | null;
  readonly from: number;
  readonly to: number;
}

/** How the harness sees the live side, over its own connections and in the journal of the subscriber. */
export const observations = {
  async subscriptions({ redis }: Look) {
    const [subscribers, patterns] = await Promise.all([redis.subscribers(), redis.command("PUBSUB", "NUMPAT")]);
    const channels = Object.entries(subscribers).flatMap(([name, count]) =>
      name.startsWith(PREFIX) ? [{ channel: channelOf(name), subscribers: count }] : [],
    );
    return { channels, patterns: Number(patterns) };
  },

  async "own channels"() {
    return { channels: [...OWN_CHANNELS.names, ...OWN_CHANNELS.ofPatterns] };
  },

  async deliveries({ directory }: Look) {
    const entries = await readEntries(join(directory("subscriber", 0), JOURNAL));
    const subscriber = "subscriber 0";
    return {
      taken: entries.flatMap(({ type, channel, id, seq }) =>
        type === "message" && seq !== null ? [{ subscriber, channel, id, seq }] : [],
      ),
      gaps: entries.flatMap(({ type, channel, from, to }) =>
        type === "gap" ? [{ subscriber, channel, from, to }] : [],
      ),
    };
  },

  alerts: logLines(/^\{"level":"(?:warn|error|fatal)".*\}$/, ([line], role) => {
    const { msg, error, stack } = JSON.parse(line) as { msg?: string; error?: string; stack?: string };
    return { role, text: [msg, error, stack].filter(Boolean).join("\n") };
  }),
};

/** All but a line that a kill has torn; none before the subscriber has written its first. */
async function readEntries(path: string): Promise<readonly Entry[]> {
  if (!existsSync(path)) return [];
  const lines = (await readFile(path, "utf8")).split("\n");
  return lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line) as Entry);
}
