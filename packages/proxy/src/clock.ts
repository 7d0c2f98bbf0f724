/** Milliseconds on a clock that never goes back. */
export const now = (): number => performance.now();

/** Calls `action` after `ms` milliseconds; the function returned takes that back. */
export function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
