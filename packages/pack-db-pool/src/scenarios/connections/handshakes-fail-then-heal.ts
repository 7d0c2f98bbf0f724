import {
  type ConnectionFailure,
  type Cut,
  cutAllAnd,
  defineScenario,
  failConnections,
  failDials,
  refuse,
} from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { dialsBackOff } from "../../invariants/connections/dials-back-off.ts";
import { itIsBackInTime } from "../../invariants/connections/it-is-back-in-time.ts";
import { onceBackEverythingSucceeds } from "../../invariants/requests/once-back-everything-succeeds.ts";
import { outage } from "../../workloads/outage.ts";
import { reconnect } from "../../workloads/reconnect.ts";

const at = queries.moment("query runs", { key: "first" });

const failing = ({ how, at: when, after = how }: { how: Cut; at: ConnectionFailure["at"]; after?: Cut }) => [
  {
    at,
    inject: cutAllAnd(
      after,
      failDials(5, (where) => failConnections({ how, at: when, ...where })),
    ),
  },
];

export const scenario = defineScenario({
  promise: "after several failed handshakes in a row the next one succeeds, and so does every request after it",
  workload: reconnect(),
  schedule: [],
  invariants: [itIsBackInTime, onceBackEverythingSucceeds, dialsBackOff],
  variants: {
    // Nobody can count dials that nobody hears: it heals when five requests have been refused.
    refused: {
      workload: outage(),
      schedule: [{ at, inject: refuse({ of: "struck" }) }],
      invariants: [onceBackEverythingSucceeds],
    },
    "FIN at accept": { schedule: failing({ how: "fin", at: "accept", after: "rst" }) },
    "FIN in mid handshake": { schedule: failing({ how: "fin", at: "mid-handshake" }) },
    "RST after the first bytes": { schedule: failing({ how: "rst", at: "first-bytes" }) },
    "RST in mid handshake": { schedule: failing({ how: "rst", at: "mid-handshake" }) },
  },
});
