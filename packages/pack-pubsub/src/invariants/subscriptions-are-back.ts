import { defineInvariant, exceeded, type History, holds, trouble, unknown, violated } from "@chaos-packs/contract";
import { historyOf, looked, struck } from "../history/build-history.ts";
import { lastTrouble } from "../history/last-trouble.ts";
import { trait } from "../history/messages-seen.ts";

interface Subscriptions {
  readonly channels: readonly { readonly channel: string; readonly subscribers: number }[];
  readonly patterns: number;
}

/**
 * After the fault every channel and every pattern has as many subscribers at the broker as before, not fewer and not more,
 * within the time in which the service must be back: messages that are fetched from the history do not stand for them.
 */
export const subscriptionsAreBack = defineInvariant({
  name: "subscriptions are back",
  reads: ["subscriptions"],
  timed: true,
  traits: ["recoverWithinMs", "slackMs", "connections", "connectTimeoutMs", "noticeWithinMs"],
  check(history) {
    const fault = trouble(history);
    const [promised, slack] = [trait(history, "recoverWithinMs"), trait(history, "slackMs")];
    const looks = looksAt(history);
    const before = fault && looks.findLast(({ at }) => at <= fault.at)?.seen;
    const after = fault ? looks.filter(({ at }) => at > fault.at) : [];
    const last = after.at(-1);
    if (!before || !last || before.channels.length === 0)
      return unknown("nobody looked at the subscriptions before and after");
    const wrong = difference(before, last.seen);
    if (wrong !== undefined) return violated(wrong, last.seen);
    const away = after.findLast(({ seen }) => difference(before, seen) !== undefined);
    if (!away) return holds;
    const tookMs = away.calledAt - (lastTrouble(history, last.at) ?? away.calledAt);
    return tookMs <= promised + slack
      ? holds
      : exceeded(
          `${difference(before, away.seen)}, still ${Math.round(tookMs)} ms after the trouble; promised are ${promised} ms`,
          { byMs: tookMs - promised, from: away.calledAt - tookMs, to: away.calledAt },
        );
  },
  examples: {
    keeps: historyOf(seen(5, 1), struck(10, 20), seen(400, 0), seen(440, 1)),
    breaks: historyOf(seen(5, 1), struck(10, 20), seen(1_400, 0), seen(1_440, 1)),
  },
});

function seen(at: number, patterns: number) {
  return looked("subscriptions", at, { channels: [{ channel: "news", subscribers: 2 }], patterns });
}

interface Look {
  readonly calledAt: number;
  readonly at: number;
  readonly seen: Subscriptions;
}

const looksAt = ({ observations }: History): readonly Look[] =>
  observations.flatMap(({ name, calledAt, returnedAt, result }) =>
    name === "subscriptions" && result.status === "ok"
      ? [{ calledAt, at: returnedAt, seen: result.output as unknown as Subscriptions }]
      : [],
  );

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
