import { QueryFailure } from "../pool/query-failure.ts";
import type { Session } from "../pool/with-connection.ts";

/** What a client wants to be done once, however often it asks. */
export interface Wish {
  readonly idempotencyKey: string;
  /** Tells one wish from another that came under the same key. */
  readonly text: string;
}

const CLAIM = {
  name: "claim-wish",
  text: "insert into wishes (idempotency_key, text) values ($1, $2) on conflict do nothing returning true as claimed",
};
const FIND = { name: "find-wish", text: "select text, answer from wishes where idempotency_key = $1" };
const KEEP = { name: "keep-answer", text: "update wishes set answer = $2 where idempotency_key = $1" };

/**
 * Does the work of a wish unless it has been done, within the transaction that is open; the answer is the first one. Who comes
 * while another does the same waits for that one's end, so a try whose COMMIT was not answered is resolved by the next.
 */
export async function fulfilWish<T>(
  session: Session,
  { idempotencyKey, text }: Wish,
  work: () => Promise<T>,
): Promise<T> {
  const claims = await session.run(CLAIM, [idempotencyKey, text]);
  if (claims.length > 0) {
    const answer = await work();
    await session.run(KEEP, [idempotencyKey, JSON.stringify(answer)]);
    return answer;
  }
  const [known] = await session.run<{ text: string; answer: T }>(FIND, [idempotencyKey]);
  if (known?.text === text) return known.answer;
  throw new QueryFailure("taken", `the idempotency key ${idempotencyKey} belongs to another wish`);
}
