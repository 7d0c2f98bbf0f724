import type { History } from "@chaos-packs/contract";
import { CAPABILITY } from "./messages-seen.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ODD = /[\s\u0000-\u001f\u007f]/;

/** Whether a channel's name is none that the capability allows: empty, odd, or of more characters than `longest`. */
export const isInvalidChannel = (channel: string, longest: number): boolean =>
  channel === "" || channel.length > longest || ODD.test(channel);

/** The most characters that the target promises to take; infinite where it promises none. */
export const longestChannel = ({ traits }: Pick<History, "traits">): number =>
  traits[CAPABILITY]?.["channelLength"] ?? Number.POSITIVE_INFINITY;
