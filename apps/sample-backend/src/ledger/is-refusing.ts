import type { Ledger } from "./ledger.ts";

/** Whether new requests are turned away, because the service is stopping. */
export const isRefusing = ({ isStopping }: Ledger): boolean => isStopping;
