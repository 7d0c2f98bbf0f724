import { cutAllAnd, defineScenario, failDials, refuse } from "@chaos-packs/contract/pack";
import { handshakeFailures } from "@chaos-packs/redis";
import { broadcast } from "../../capabilities/broadcast.ts";
import { dialsBackOff } from "../../invariants/reconnects/dials-back-off.ts";
import { subscriptionsAreBack } from "../../invariants/reconnects/subscriptions-are-back.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { passOn } from "../../workloads/pass-on.ts";

const FAILURES = 5;

const at = broadcast.moment("message is pushed", { channel: "news", id: "m1" });
const judged = [subscriptionsAreBack, ...everyFailureOfTheBroker];

export const scenario = defineScenario({
  promise: "several failed handshakes in a row do not end the reconnecting, whichever way they fail",
  workload: passOn({ looksAtSubscriptions: true }),
  schedule: [],
  invariants: judged,
  variants: {
    // Nobody can count dials that nobody hears: it heals after the pauses of as many.
    refused: { schedule: [{ at, inject: refuse(), heal: broadcast.after("backoffMostMs", FAILURES - 1) }] },
    "fin at accept, after a FIN": {
      schedule: [{ at, inject: cutAllAnd("fin", failDials(FAILURES, handshakeFailures["fin at accept"])) }],
      invariants: [dialsBackOff, ...judged],
    },
    ...Object.fromEntries(
      Object.entries(handshakeFailures).map(([how, fail]) => [
        how,
        {
          schedule: [{ at, inject: cutAllAnd("rst", failDials(FAILURES, fail)) }],
          // A client may go on with an older protocol, and then nothing has failed.
          invariants: how === "protocol refused" ? judged : [dialsBackOff, ...judged],
        },
      ]),
    ),
  },
});
