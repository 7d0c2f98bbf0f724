import type { Pool } from "./pool.ts";

/** Dials again after a pause, also when nobody waits: so it learns by itself when the database is back. */
export const redial = (pool: Pool): void => pool.parts.growPool(pool);
