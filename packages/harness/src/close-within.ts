import { sleep } from "./clock.ts";

const PATIENCE_MS = 8_000;
const LINGER_MS = 1_000;

let isSomethingLeft = false;

/**
 * Closes something, and goes on without it when that takes longer than 8 s: a run must end, and the reaper ends what is
 * left when the process does. Says so on stderr.
 */
export async function closeWithin(name: string, closing: AsyncDisposable): Promise<void> {
  const over = new AbortController();
  const late = sleep(PATIENCE_MS, over.signal).then(
    () => "late" as const,
    () => "closed" as const,
  );
  try {
    const end = await Promise.race([closing[Symbol.asyncDispose](), late]);
    if (end !== "late") return;
    isSomethingLeft = true;
    process.stderr.write(`chaos: ${name} did not close within ${PATIENCE_MS} ms; it is ended with this process\n`);
  } finally {
    over.abort();
  }
}

/** To be called when all is closed: what did not close in time, if anything, must not keep the process up. */
export function letProcessEnd(): void {
  // Unreferenced: it fires only when something else keeps the process up.
  if (isSomethingLeft) setTimeout(() => process.exit(), LINGER_MS).unref();
}
