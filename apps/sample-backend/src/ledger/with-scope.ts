import type { Session } from "../pool/with-connection.ts";
import type { Ledger } from "./ledger.ts";

const SET = { name: "set-scope", text: "select set_config('app.scope', $1, true)" };

/** Does work for one tenant: its scope is a setting of the transaction alone, so that no way out of it can leave it behind. */
export const withScope = <T>(ledger: Ledger, session: Session, scope: string, work: () => Promise<T>): Promise<T> =>
  ledger.parts.inTransaction(session, async () => {
    await session.run(SET, [scope]);
    return work();
  });

/** The value of a record as a tenant may see it. */
export const readScoped = (
  ledger: Ledger,
  { key, scope }: { readonly key: string; readonly scope: string },
  signal: AbortSignal,
): Promise<string | null> => {
  const { parts } = ledger;
  return parts.withSession(ledger, signal, (session) =>
    parts.withScope(ledger, session, scope, () => parts.selectRecord(session, key)),
  );
};
