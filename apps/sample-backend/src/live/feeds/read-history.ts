import type { Live } from "../live.ts";
import { type Message, readMessage } from "./message.ts";

/** How much of a history is read at a time: of the largest bodies, some MB. */
const PAGE = 100;

/** A part of a history, in order. */
export interface HistoryRead {
  readonly messages: readonly Message[];
  /** There was no more. */
  readonly isWhole: boolean;
}

/** Reads what is still kept of a channel after a number. */
export async function readHistory(live: Live, channel: string, after: number): Promise<HistoryRead> {
  const { parts, config, commands, reading } = live;
  const key = `${config.prefix}history:${channel}`;
  const texts = await reading.execute(() =>
    parts.askRedis(live, commands, (client) => client.zrange(key, `(${after}`, "+inf", "BYSCORE", "LIMIT", 0, PAGE)),
  );
  const messages = texts.flatMap((text) => readMessage(text) ?? []);
  return { messages, isWhole: texts.length < PAGE };
}
