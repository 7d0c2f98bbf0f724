import { defineInvariant, type History, type Interval, judgeInTime, unknown } from "@chaos-packs/contract/pack";
import { heard, historyOf, struck } from "../../history/examples.ts";
import { trait } from "../../history/messages-seen.ts";
import { type Listening, stood } from "../../history/streams-seen.ts";

/** A client that listens hears something at least as often as promised, also while nothing is published and the broker is away. */
export const silenceIsBounded = defineInvariant({
  name: "silence is bounded",
  timed: true,
  traits: ["keepAliveMs", "slackMs"],
  check(history) {
    const promise = { promisedMs: trait(history, "keepAliveMs"), slackMs: trait(history, "slackMs") };
    const streams = stood(history).filter(({ stalled }) => stalled.length === 0);
    if (streams.length === 0) return unknown("nobody listened");
    const longest = streams.map((stream) => ({ stream, ...longestSilence(stream, history) }));
    const worst = longest.reduce((one, other) => (other.ms > one.ms ? other : one));
    const { reader } = worst.stream;
    return judgeInTime(worst, promise, (ms) => `${reader} heard nothing for ${ms} ms`);
  },
  examples: {
    keeps: historyOf(
      struck(10, 300),
      heard({ from: 9_800 }, { at: 9_880, value: { type: "alive" } }, { at: 9_960, value: { type: "alive" } }),
    ),
    breaks: historyOf(struck(10, 300), heard({ from: 9_000 }, { at: 9_080, value: { type: "alive" } })),
  },
});

/** Between when it was established and its end, ms. */
function longestSilence({ returnedAt, items, ended }: Listening, { endedAt }: History): Interval & { ms: number } {
  const times = [returnedAt, ...items.map(({ at }) => at), ended?.at ?? endedAt];
  const silences = times.slice(1).map((to, index) => ({ from: times[index] ?? to, to, ms: to - (times[index] ?? to) }));
  return silences.reduce((one, other) => (other.ms > one.ms ? other : one));
}
