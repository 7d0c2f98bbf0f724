import type { Live } from "../live.ts";
import type { Topic } from "./subscribing.ts";

/** What a new connection is subscribed to: all channels and all patterns that are wanted. */
export const topicsToRenew = ({ subscribing }: Live): readonly Topic[] => [...subscribing.wanted.values()];
