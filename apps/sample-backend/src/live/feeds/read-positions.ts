import type { Live } from "../live.ts";

/** The last number of each channel that was ever published to: of those given, else of all that are followed here or may match a pattern. */
export async function readPositions(
  live: Live,
  channels: readonly string[] | "all" = channelsOf(live),
): Promise<ReadonlyMap<string, number>> {
  const { parts, config, commands } = live;
  const key = `${config.prefix}positions`;
  if (channels === "all") {
    const all = await parts.askRedis(live, commands, (client) => client.hgetall(key));
    return new Map(Object.entries(all).map(([channel, seq]) => [channel, Number(seq)]));
  }
  if (channels.length === 0) {
    await parts.askRedis(live, commands, (client) => client.ping());
    return new Map();
  }
  const numbers = await parts.askRedis(live, commands, (client) => client.hmget(key, ...channels));
  return new Map(channels.map((channel, at) => [channel, Number(numbers[at] ?? 0)]));
}

function channelsOf({ feeds, subscribing }: Live): readonly string[] | "all" {
  const hasPatterns = [...subscribing.wanted.values()].some(({ kind }) => kind === "pattern");
  return hasPatterns ? "all" : [...feeds.keys()];
}
