import {
  defineInvariant,
  exceeded,
  holds,
  overrun,
  took,
  trouble,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { historyOf, refused, said, struck } from "../../history/examples.ts";
import { describePublish, published, trait } from "../../history/messages-seen.ts";

/** Whatever the broker does, a message is taken on within the promised time, by the broker or handed over locally. */
export const publishIsCarried = defineInvariant({
  name: "publish is carried",
  timed: true,
  traits: ["publishWithinMs", "fallbackWithinMs", "slackMs"],
  check(history) {
    const fault = trouble(history);
    const [promised, slack] = [trait(history, "publishWithinMs"), trait(history, "slackMs")];
    if (!fault) return unknown("no fault went in");
    const struck = published(history).filter(({ calledAt, at }) => at >= fault.at && calledAt <= fault.until);
    if (struck.length === 0) return unknown("nothing was published during the fault");
    const lost = struck.find(({ answer }) => answer === undefined);
    if (lost) return violated(describePublish(lost), lost.operation);
    const late = struck.find(({ operation }) => took(operation) > promised + slack);
    return late
      ? exceeded(
          `${describePublish(late)}; promised are ${promised} ms`,
          overrun(late.operation, took(late.operation) - promised),
          late.operation,
        )
      : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 300), said("1", 9, { until: 90 }), said("2", 95, { via: "local", seq: null })),
    breaks: historyOf(struck(10, 300), said("1", 9, { until: 90 }), refused("2", 95, 503)),
  },
});
