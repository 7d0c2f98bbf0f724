import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { historyOf, sessions, struck } from "../../history/examples.ts";

/** A transaction whose service says nothing for longer than promised is ended by the server while the service still stands still. */
export const idleTransactionIsEnded = defineInvariant({
  name: "idle transaction is ended",
  timed: true,
  reads: ["sessions"],
  traits: ["idleTransactionMs"],
  check(history) {
    const { looks, promised } = seen(history, queries);
    const fault = trouble(history);
    const idleMs = promised("idleTransactionMs");
    if (!fault) return unknown("nothing stood still");
    const during = looks("sessions").filter(({ at }) => at >= fault.at && at <= fault.until);
    const opened = looks("sessions").some(
      ({ calledAt, output }) => calledAt < fault.at + idleMs && output.inTransaction > 0,
    );
    const last = during.findLast(({ calledAt }) => calledAt >= fault.at + idleMs);
    if (!opened || !last) return unknown("nobody saw the transaction open, and looked again after its time");
    return last.output.inTransaction === 0
      ? holds
      : violated(`${Math.round(last.at - fault.at)} ms after its last statement the transaction was still open`);
  },
  examples: {
    keeps: historyOf(struck(10, 500), sessions(12, { inTransaction: 1 }), sessions(480)),
    breaks: historyOf(struck(10, 500), sessions(12, { inTransaction: 1 }), sessions(480, { inTransaction: 1 })),
  },
});
