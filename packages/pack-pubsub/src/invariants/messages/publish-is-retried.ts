import { defineInvariant, holds, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, said, struck } from "../../history/examples.ts";
import { describePublish, isThroughBroker, published } from "../../history/messages-seen.ts";

/** A message that meets a short failure of the broker is tried again, so that the broker has it in the end. */
export const publishIsRetried = defineInvariant({
  name: "publish is retried",
  timed: true,
  traits: ["publishTries"],
  check(history) {
    const fault = trouble(history);
    const struck = fault ? published(history).filter(({ calledAt, at }) => at >= fault.at && calledAt <= fault.at) : [];
    if (struck.length === 0) return unknown("nothing was being published when the fault struck");
    const lost = struck.find((each) => !isThroughBroker(each));
    return lost ? violated(describePublish(lost), lost.operation) : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 300), said("1", 9, { until: 90 })),
    breaks: historyOf(struck(10, 300), said("1", 9, { until: 90, via: "local", seq: null })),
  },
});
