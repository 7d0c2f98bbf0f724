import {
  defineInvariant,
  exceeded,
  holds,
  type OutputOf,
  seen,
  trouble,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { historyOf, looked, struck } from "../../history/examples.ts";
import { lastTrouble } from "../../history/last-trouble.ts";
import { trait } from "../../history/messages-seen.ts";

type Subscriptions = OutputOf<(typeof broadcast)["observations"]["subscriptions"]>;

/**
 * After the fault every channel and every pattern has as many subscribers at the broker as before, not fewer and not more,
 * within the time in which the service must be back: messages that are fetched from the history do not stand for them.
 */
export const subscriptionsAreBack = defineInvariant({
  name: "subscriptions are back",
  reads: ["subscriptions"],
  timed: true,
  traits: ["recoverWithinMs", "slackMs"],
  optionalTraits: ["connections", "connectTimeoutMs", "noticeWithinMs"],
  check(history) {
    const fault = trouble(history);
    const [promised, slack] = [trait(history, "recoverWithinMs"), trait(history, "slackMs")];
    const looks = seen(history, broadcast).looks("subscriptions");
    const before = fault && looks.findLast(({ at }) => at <= fault.at)?.output;
    const after = fault ? looks.filter(({ at }) => at > fault.at) : [];
    const last = after.at(-1);
    if (!before || !last || before.channels.length === 0)
      return unknown("nobody looked at the subscriptions before and after");
    const wrong = difference(before, last.output);
    if (wrong !== undefined) return violated(wrong, last.output);
    const away = after.findLast(({ output }) => difference(before, output) !== undefined);
    if (!away) return holds;
    const tookMs = away.calledAt - (lastTrouble(history, last.at) ?? away.calledAt);
    return tookMs <= promised + slack
      ? holds
      : exceeded(
          `${difference(before, away.output)}, still ${Math.round(tookMs)} ms after the trouble; promised are ${promised} ms`,
          { byMs: tookMs - promised, from: away.calledAt - tookMs, to: away.calledAt },
        );
  },
  examples: {
    keeps: historyOf(patternsAt(5, 1), struck(10, 20), patternsAt(400, 0), patternsAt(440, 1)),
    breaks: historyOf(patternsAt(5, 1), struck(10, 20), patternsAt(1_400, 0), patternsAt(1_440, 1)),
  },
});

function patternsAt(at: number, patterns: number) {
  return looked("subscriptions", {}, at, { channels: [{ channel: "news", subscribers: 2 }], patterns });
}

/** What is not as it was, for people; undefined when all is. */
function difference(before: Subscriptions, after: Subscriptions): string | undefined {
  const names = new Set([...before.channels, ...after.channels].map(({ channel }) => channel));
  for (const name of names) {
    const [was, is] = [countOf(before, name), countOf(after, name)];
    if (was !== is) return `${name} had ${was} subscribers before the fault and ${is} after it`;
  }
  if (before.patterns === after.patterns) return undefined;
  return `${before.patterns} patterns were subscribed before the fault and ${after.patterns} after it`;
}

const countOf = ({ channels }: Subscriptions, name: string): number =>
  channels.find(({ channel }) => channel === name)?.subscribers ?? 0;
