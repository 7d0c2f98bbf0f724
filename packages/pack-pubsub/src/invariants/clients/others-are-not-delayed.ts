import { defineInvariant, exceeded, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { takenOn, trait } from "../../history/messages-seen.ts";
import { clientsSeen, listened, messagesOf } from "../../history/readers-seen.ts";
import { asked } from "../../history/streams-seen.ts";

const BAD = "bad";

/** Clients that read get every message in time, whatever another client does with its socket. */
export const othersAreNotDelayed = defineInvariant({
  name: "others are not delayed",
  timed: true,
  traits: ["deliverWithinMs", "slackMs"],
  check(history) {
    const [promised, slack] = [trait(history, "deliverWithinMs"), trait(history, "slackMs")];
    const bad = asked(history).find(({ reader }) => reader === BAD);
    const others = clientsSeen(history).filter(({ name }) => name !== BAD);
    const badAt = bad?.stalled[0]?.from ?? bad?.ended?.at ?? Number.POSITIVE_INFINITY;
    const since = takenOn(history).filter(({ calledAt }) => calledAt >= badAt);
    if (others.length === 0 || since.length === 0) return unknown("no socket went bad while others listened");
    let late = { byMs: 0, from: 0, to: 0, what: "" };
    for (const { channel, id, at, calledAt } of since) {
      for (const reader of others.filter((each) => listened(each, channel, calledAt))) {
        const got = messagesOf(reader).find(({ item }) => item.channel === channel && item.id === id);
        if (!got) return violated(`${reader.name} never got ${id}`);
        const byMs = got.at - at - promised;
        if (byMs > Math.max(slack, late.byMs)) late = { byMs, from: at, to: got.at, what: `${reader.name} got ${id}` };
      }
    }
    return late.what === "" ? holds : exceeded(`${late.what} ${Math.round(late.byMs)} ms later than promised`, late);
  },
  examples: {
    keeps: historyOf(
      struck(1, 90),
      heard({ reader: BAD, stalled: [{ from: 5 }] }),
      said("1", 10),
      heard({ reader: "w1" }, message("1", 30)),
    ),
    breaks: historyOf(
      struck(1, 90),
      heard({ reader: BAD, stalled: [{ from: 5 }] }),
      said("1", 10),
      heard({ reader: "w1" }, message("1", 630)),
    ),
  },
});
