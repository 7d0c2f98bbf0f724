import { defineInvariant, type History, holds, trouble, unknown, violated } from "@chaos-packs/contract";
import { historyOf, looked, struck } from "../history/build-history.ts";

interface Subscriptions {
  readonly channels: readonly { readonly channel: string; readonly subscribers: number }[];
  readonly patterns: number;
}

/** After the fault every channel and every pattern has as many subscribers at the broker as before, not fewer and not more. */
export const subscriptionsAreBack = defineInvariant({
  name: "subscriptions are back",
  check(history) {
    const fault = trouble(history);
    const looks = looksAt(history);
    const before = fault && looks.findLast(({ at }) => at <= fault.at)?.seen;
    const after = fault && looks.findLast(({ at }) => at > fault.at)?.seen;
    if (!before || !after || before.channels.length === 0)
      return unknown("nobody looked at the subscriptions before and after");
    const names = [...new Set([...before.channels, ...after.channels].map(({ channel }) => channel))];
    for (const name of names) {
      const [was, is] = [countOf(before, name), countOf(after, name)];
      if (was !== is) return violated(`${name} had ${was} subscribers before the fault and has ${is} after it`, after);
    }
    return before.patterns === after.patterns
      ? holds
      : violated(`${before.patterns} patterns were subscribed before the fault and ${after.patterns} are after it`);
  },
  examples: {
    keeps: historyOf(
      looked("subscriptions", 5, { channels: [{ channel: "news", subscribers: 2 }], patterns: 1 }),
      struck(10, 20),
      looked("subscriptions", 90, { channels: [{ channel: "news", subscribers: 2 }], patterns: 1 }),
    ),
    breaks: historyOf(
      looked("subscriptions", 5, { channels: [{ channel: "news", subscribers: 2 }], patterns: 1 }),
      struck(10, 20),
      looked("subscriptions", 90, { channels: [{ channel: "news", subscribers: 2 }], patterns: 0 }),
    ),
  },
});

const looksAt = ({ observations }: History): readonly { readonly at: number; readonly seen: Subscriptions }[] =>
  observations.flatMap(({ name, returnedAt, result }) =>
    name === "subscriptions" && result.status === "ok"
      ? [{ at: returnedAt, seen: result.output as unknown as Subscriptions }]
      : [],
  );

const countOf = ({ channels }: Subscriptions, name: string): number =>
  channels.find(({ channel }) => channel === name)?.subscribers ?? 0;
