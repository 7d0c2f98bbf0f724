import { blackhole, defineScenario, look } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { badSocketIsGivenUp } from "../../invariants/clients/bad-socket-is-given-up.ts";
import { othersAreNotDelayed } from "../../invariants/clients/others-are-not-delayed.ts";
import { silenceIsBounded } from "../../invariants/clients/silence-is-bounded.ts";
import { socketsStayOpen } from "../../invariants/clients/sockets-stay-open.ts";
import { everyFailureOfTheBroker } from "../../judged/every-failure-of-the-broker.ts";
import { everyReader } from "../../judged/every-reader.ts";
import { besideABadOne } from "../../workloads/beside-a-bad-one.ts";
import { listenInSilence } from "../../workloads/listen-in-silence.ts";

// An event stream is dead when its connection is reset, or when its client takes nothing of a flood: nothing can be asked there.
const judgedBeside = [badSocketIsGivenUp, othersAreNotDelayed, socketsStayOpen, ...everyReader];
const first = { channel: "news", id: "first" };

export const scenario = defineScenario({
  promise: "an idle stream is kept alive, a dead one noticed",
  workload: listenInSilence(),
  schedule: [],
  invariants: [],
  variants: {
    "idle while the broker is silent": {
      schedule: [
        {
          at: broadcast.moment("message is pushed", first, { edge: "after" }),
          inject: blackhole({ of: "all" }),
          // When the service has known for longer than clients may hear nothing that the broker says nothing.
          heal: broadcast.after("noticeWithinMs", 3),
        },
      ],
      invariants: [silenceIsBounded, ...everyFailureOfTheBroker],
    },
    "its client dies": {
      workload: besideABadOne({ listensOn: "an event stream", becomes: "dead" }),
      schedule: [{ at: broadcast.moment("message is published", first), inject: look() }],
      invariants: judgedBeside,
    },
    "its client takes nothing": {
      workload: besideABadOne({ listensOn: "an event stream", becomes: "deaf" }),
      schedule: [{ at: broadcast.moment("message is published", first), inject: look() }],
      invariants: judgedBeside,
    },
  },
});
