import type { Ledger } from "./ledger.ts";
import type { PoolStats } from "./schemas.ts";

/** What the pool says of itself, without asking the database. */
export const readPoolStats = ({ pool }: Ledger): PoolStats => ({
  size: pool.options.size,
  total: pool.connections.size,
  idle: pool.idle.length,
  waiting: pool.waiters.length,
  circuit: pool.circuit.state(),
});
