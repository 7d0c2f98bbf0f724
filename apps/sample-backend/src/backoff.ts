/** ms to wait before the next try after so many failures in a row: doubling from `firstMs` up to `mostMs`. */
export const backoffMs = (
  failures: number,
  { firstMs = 50, mostMs = 500 }: { firstMs?: number; mostMs?: number } = {},
): number => Math.min(mostMs, firstMs * 2 ** Math.max(0, failures - 1));
