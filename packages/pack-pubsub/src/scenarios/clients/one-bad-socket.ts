import { defineScenario, look } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { badSocketIsGivenUp } from "../../invariants/clients/bad-socket-is-given-up.ts";
import { othersAreNotDelayed } from "../../invariants/clients/others-are-not-delayed.ts";
import { socketsStayOpen } from "../../invariants/clients/sockets-stay-open.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { besideABadOne } from "../../workloads/beside-a-bad-one.ts";

export const scenario = defineScenario({
  promise: "a socket that dies or stops reading does not delay the others",
  workload: besideABadOne({ listensOn: "a socket", becomes: "dead" }),
  schedule: [{ at: broadcast.moment("message is published", { channel: "news", id: "first" }), inject: look() }],
  invariants: [othersAreNotDelayed, badSocketIsGivenUp, socketsStayOpen, ...everyReader],
  variants: {
    "it dies": {},
    "it stops reading": { workload: besideABadOne({ listensOn: "a socket", becomes: "deaf" }) },
  },
});
