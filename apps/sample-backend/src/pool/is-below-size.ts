import type { Pool } from "./pool.ts";

/** Whether the pool has fewer connections than it keeps, those that are being opened counted. */
export const isBelowSize = ({ connections, dials, options }: Pool): boolean =>
  connections.size + dials.underWay.size < options.size;
