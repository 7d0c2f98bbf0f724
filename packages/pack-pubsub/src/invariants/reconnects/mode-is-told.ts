import {
  defineInvariant,
  exceeded,
  type History,
  holds,
  seen,
  trouble,
  unknown,
  type Verdict,
  violated,
} from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { did, heard, historyOf, struck } from "../../history/examples.ts";
import { trait } from "../../history/messages-seen.ts";
import { clientsSeen, type Reader } from "../../history/readers-seen.ts";

const NORMAL = "NORMAL";

/** Each client that stays is told that the service is not as it should be, and later that it is; no change twice. Health says the same. */
export const modeIsTold = defineInvariant({
  name: "mode is told",
  timed: true,
  traits: ["modeWithinMs", "slackMs"],
  check(history) {
    const fault = trouble(history);
    const [promised, slack] = [trait(history, "modeWithinMs"), trait(history, "slackMs")];
    const readers = clientsSeen(history).filter(({ standings: [first] }) => fault && first && first.from <= fault.at);
    if (!fault || readers.length === 0) return unknown("nobody listened when a fault went in");
    const verdicts = readers.map((reader) => judge(reader, fault, promised + slack));
    const wrong = verdicts.find(({ status }) => status !== "holds");
    return wrong ?? judgeHealth(history, fault);
  },
  examples: {
    keeps: historyOf(
      struck(10, 300),
      heard(
        {},
        { at: 20, value: { type: "mode", mode: "DEGRADED" } },
        { at: 400, value: { type: "mode", mode: NORMAL } },
      ),
      did("health", {}, 200, { mode: "DEGRADED" }),
      did("health", {}, 500, { mode: NORMAL }),
    ),
    breaks: historyOf(
      struck(10, 300),
      heard(
        {},
        { at: 20, value: { type: "mode", mode: "DEGRADED" } },
        { at: 60, value: { type: "mode", mode: "DEGRADED" } },
      ),
      did("health", {}, 200, { mode: "DEGRADED" }),
    ),
  },
});

interface Span {
  readonly at: number;
  readonly until: number;
}

function judge({ name, arrived: all }: Reader, { at, until }: Span, withinMs: number): Verdict {
  const told = all.filter(({ item: { type } }) => type === "mode");
  const twice = told.findIndex(({ item: { mode } }, index) => mode === told[index - 1]?.item.mode);
  if (twice > 0) return violated(`${name} was told ${told[twice]?.item.mode} twice in a row`, told[twice]?.item);
  const bad = told.find(({ item: { mode } }) => mode !== NORMAL);
  if (!bad) return violated(`${name} was told nothing of the outage`);
  if (bad.at - at > withinMs)
    return exceeded(`${name} was told ${bad.item.mode} after ${Math.round(bad.at - at)} ms`, {
      byMs: bad.at - at - withinMs,
      from: at,
      to: bad.at,
    });
  const last = told.at(-1);
  if (last?.item.mode !== NORMAL) return violated(`${name} was never told that the outage is over`);
  return last.at - until > withinMs
    ? exceeded(`${name} was told ${NORMAL} after ${Math.round(last.at - until)} ms`, {
        byMs: last.at - until - withinMs,
        from: until,
        to: last.at,
      })
    : holds;
}

function judgeHealth(history: History, { at, until }: Span): Verdict {
  const told = seen(history, broadcast).answers("health");
  const during = told.filter((each) => each.calledAt >= at && each.at <= until);
  if (during.length > 0 && during.every(({ output: { mode } }) => mode === NORMAL))
    return violated("clients were told of the outage, and health said NORMAL all the while");
  const last = told.findLast(({ calledAt }) => calledAt >= until);
  return last && last.output.mode !== NORMAL ? violated(`health still said ${last.output.mode} at the end`) : holds;
}
