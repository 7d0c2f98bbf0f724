import { randomShare } from "../random.ts";
import type { Backoff } from "./pool-options.ts";

/** ms to pause after so many failures in a row. The random share keeps those that failed together from coming back together. */
export function pauseBefore(failures: number, { baseMs, factor, mostMs, jitter }: Backoff): number {
  const nominalMs = Math.min(mostMs, baseMs * factor ** Math.max(0, failures - 1));
  return nominalMs * (1 - jitter * randomShare());
}
