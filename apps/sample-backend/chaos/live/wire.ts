/** In front of every channel of the live side in Redis. */
export const PREFIX = "live:";

/** What the live side calls a channel of Redis. */
export const channelOf = (name: string): string => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name);
