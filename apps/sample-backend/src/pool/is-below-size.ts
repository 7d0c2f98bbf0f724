import type { Pool } from "./pool.ts";

/** Whether the pool has fewer connections than it keeps, those that are being opened or closed counted. */
export const isBelowSize = ({ connections, closing, dials, options }: Pool): boolean =>
  connections.size + closing.size + dials.underWay.size < options.size;
