import type { Isolation } from "../pool/in-transaction.ts";
import type { Session } from "../pool/with-connection.ts";
import type { Wish } from "./fulfil-wish.ts";
import type { Ledger } from "./ledger.ts";

/** Fulfils a wish in one transaction: what it writes and that it is fulfilled become durable together. */
export const write = <T>(
  ledger: Ledger,
  { isolation, ...wish }: Wish & { readonly isolation?: Isolation | undefined },
  work: (session: Session) => Promise<T>,
  signal: AbortSignal,
): Promise<T> => {
  const { parts } = ledger;
  return parts.withSession(ledger, signal, (session) =>
    parts.inTransaction(session, () => parts.fulfilWish(session, wish, () => work(session)), isolation),
  );
};
