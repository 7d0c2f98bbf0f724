import type { Redis } from "ioredis";

/** Resolves when a client's connection has ended, also by an error. */
export const endOf = (client: Redis): Promise<void> =>
  new Promise((resolve) => void client.once("close", () => resolve()));
