import type { Live } from "../live.ts";

/** Waits until Redis has all that waits for it, but no longer than so many ms. */
export async function emptyOutbox({ parts, outbox, log }: Live, patienceMs: number): Promise<void> {
  const receipts = [...outbox.lanes.values()].map(({ drained }) => drained);
  await parts
    .within(patienceMs, () => Promise.all(receipts))
    .catch((error: Error) => {
      log.warn({ error: error.message }, "redis has not taken all that waited");
    });
}
