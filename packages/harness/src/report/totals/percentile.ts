/** The value that this share of all values does not exceed (nearest rank); undefined of none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Median and 95th percentile; undefined of none. */
export function spreadOf(values: readonly number[]): { readonly p50: number; readonly p95: number } | undefined {
  const p50 = percentile(values, 0.5);
  const p95 = percentile(values, 0.95);
  return p50 === undefined || p95 === undefined ? undefined : { p50, p95 };
}
