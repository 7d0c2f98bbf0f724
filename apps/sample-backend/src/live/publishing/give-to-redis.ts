import { randomId } from "../../random.ts";
import { readPosition } from "../feeds/position.ts";
import type { Live } from "../live.ts";
import type { Entry } from "./outbox.ts";
import { PUBLISH_SCRIPT } from "./publish-script.ts";

/** The number that Redis has given. */
export interface Given {
  readonly seq: number;
  /** What the number is of; absent when only the number is known. */
  readonly epoch?: string | undefined;
  readonly floor?: number;
  /** How many subscribers it passed the message on to; undefined when it had it already. */
  readonly receivers: number | undefined;
}

/**
 * Gives a message to Redis once. Safe to repeat: Redis knows it by its id. One that was pushed is not given again, whatever
 * became of the answer: a Redis that has lost its memory meanwhile would number it once more.
 */
export async function giveToRedis(
  live: Live,
  { message, skipped, seenAs }: Pick<Entry, "message" | "skipped" | "seenAs">,
): Promise<Given> {
  if (seenAs !== undefined) return { seq: seenAs, receivers: undefined };
  const { parts, config, commands } = live;
  const { prefix } = config;
  const { channel, id } = message;
  const keys = [
    `${prefix}positions`,
    `${prefix}history:${channel}`,
    // No channel has white space in its name: where it ends and the id begins is never in doubt.
    `${prefix}known:${channel} ${id}`,
  ];
  const values = [
    channel,
    `${prefix}${channel}`,
    randomId(),
    JSON.stringify(message),
    parts.floorOf(live, channel),
    skipped,
    config.historyMost,
    config.historyForMs,
    config.knownForMs,
  ];
  const answer = await parts.askRedis(live, commands, (client) =>
    client.eval(PUBLISH_SCRIPT, keys.length, ...keys, ...values),
  );
  const [position, receivers] = answer as readonly [string, number];
  return { ...readPosition(position), receivers: receivers < 0 ? undefined : receivers };
}

/** The number from which a channel goes on, as far as it is known here. */
export const floorOf = ({ outbox, feeds }: Live, channel: string): number =>
  Math.max(outbox.floors.get(channel) ?? 0, feeds.get(channel)?.last ?? 0);
