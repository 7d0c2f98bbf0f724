import type { Session } from "../pool/with-connection.ts";
import type { Ledger } from "./ledger.ts";
import type { Addition } from "./schemas.ts";

const READ = { name: "read-counter", text: "select total from counters where key = $1" };
const ADD = {
  name: "add-to-counter",
  text: `insert into counters (key, total) values ($1, $2)
    on conflict (key) do update set total = counters.total + excluded.total returning total::int`,
};

/** Reads a counter and adds to it; the answer is what it has come to. */
export async function addToCounter(session: Session, key: string, amount: number): Promise<number> {
  const [before] = await session.run<{ total: string }>(READ, [key]);
  const [after] = await session.run<{ total: number }>(ADD, [key, amount]);
  return after?.total ?? Number(before?.total ?? 0) + amount;
}

/** Adds to counters one after the other, to all or none; the wish is fulfilled in the same transaction. */
export function addToCounters(
  ledger: Ledger,
  idempotencyKey: string,
  { isolation, ...addition }: Addition,
  signal: AbortSignal,
): Promise<number[]> {
  const { parts } = ledger;
  const addToAll = async (session: Session): Promise<number[]> => {
    const totals: number[] = [];
    for (const key of addition.keys) totals.push(await parts.addToCounter(session, key, addition.amount));
    return totals;
  };
  const wish = { idempotencyKey, text: JSON.stringify({ add: addition }) };
  return parts.withSession(ledger, signal, (session) =>
    parts.inTransaction(session, () => parts.fulfilWish(session, wish, () => addToAll(session)), isolation),
  );
}
