import type { Live } from "../live.ts";
import { nowhere, type Position, readPosition } from "./position.ts";

/**
 * Where channels stand in Redis: those given, else all that are followed here or may match a pattern. Nothing is said of those
 * whose numbers have become another epoch's while it was asked: the answer may be older.
 */
export async function readPositions(
  live: Live,
  channels: readonly string[] | "all" = channelsOf(live),
): Promise<ReadonlyMap<string, Position>> {
  const { feeds } = live;
  const epochs = new Map([...feeds].map(([channel, { epoch }]) => [channel, epoch]));
  const isOlder = (channel: string): boolean =>
    epochs.has(channel) && feeds.has(channel) && feeds.get(channel)?.epoch !== epochs.get(channel);
  const positions = await askPositions(live, channels);
  return new Map(positions.map(([channel, position]) => [channel, isOlder(channel) ? nowhere : position]));
}

async function askPositions(
  live: Live,
  channels: readonly string[] | "all",
): Promise<readonly (readonly [string, Position])[]> {
  const { parts, config, commands } = live;
  const key = `${config.prefix}positions`;
  if (channels === "all") {
    const all = await parts.askRedis(live, commands, (client) => client.hgetall(key));
    return Object.entries(all).map(([channel, text]) => [channel, readPosition(text)]);
  }
  if (channels.length === 0) {
    await parts.askRedis(live, commands, (client) => client.ping());
    return [];
  }
  const texts = await parts.askRedis(live, commands, (client) => client.hmget(key, ...channels));
  return channels.map((channel, at) => [channel, readPosition(texts[at])]);
}

function channelsOf({ feeds, subscribing }: Live): readonly string[] | "all" {
  const hasPatterns = [...subscribing.wanted.values()].some(({ kind }) => kind === "pattern");
  return hasPatterns ? "all" : [...feeds.keys()];
}
