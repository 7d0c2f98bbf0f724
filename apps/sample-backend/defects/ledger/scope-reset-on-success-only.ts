import { defineLedgerDefect } from "./ledger-defect.ts";

const SET = { name: "set-scope-of-session", text: "select set_config('app.scope', $1, false)" };

export const defect = defineLedgerDefect({
  name: "scope-reset-on-success-only",
  mistake:
    "A tenant's scope is set for the session and taken back behind the query, so a query that fails leaves it to the next",
  expected: ["db-pool/session-state-survives"],
  swap: () => ({
    async withScope(_ledger, session, scope, work) {
      await session.run(SET, [scope]);
      const result = await work();
      await session.run(SET, [""]);
      return result;
    },
  }),
});
