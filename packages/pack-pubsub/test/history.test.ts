import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blackhole, type Fault, failConnections, failDials } from "@chaos-packs/contract/pack";
import { dialsDuringFault } from "../src/history/dials-seen.ts";
import { connection, gap, heard, historyOf, looked, message, refused, said, struck } from "../src/history/examples.ts";
import { isInvalidChannel } from "../src/history/is-invalid-channel.ts";
import { numbersOf, published, takenOn } from "../src/history/messages-seen.ts";
import { clientsSeen, isDeclared, messagesOf, subscribersSeen } from "../src/history/readers-seen.ts";
import { everythingArrives } from "../src/invariants/messages/everything-arrives.ts";
import { gapIsDeclared } from "../src/invariants/messages/gap-is-declared.ts";
import { nothingArrivesTwice } from "../src/invariants/messages/nothing-arrives-twice.ts";
import { orderIsKept } from "../src/invariants/messages/order-is-kept.ts";
import { cutOffSubscriberComesBack } from "../src/invariants/reconnects/cut-off-subscriber-comes-back.ts";
import { itIsBackInTime } from "../src/invariants/reconnects/it-is-back-in-time.ts";
import { pausesAreJittered } from "../src/invariants/reconnects/pauses-are-jittered.ts";
import { subscriptionsAreBack } from "../src/invariants/reconnects/subscriptions-are-back.ts";

const lost = { at: 30, by: "lost", reason: "RST" } as const;
const cut = { at: 30, by: "client", reason: "cut" } as const;

describe("the messages of a history", () => {
  it("are taken on once, however often they were published", () => {
    const history = historyOf(refused("1", 5, 503), said("1", 10), said("1", 20), said("2", 30));
    assert.deepEqual(
      takenOn(history).map(({ id, calledAt }) => [id, calledAt]),
      [
        ["1", 10],
        ["2", 30],
      ],
    );
    assert.equal(published(history).length, 4);
  });

  it("have the numbers that publishers and readers were told", () => {
    const history = historyOf(
      said("1", 10, { seq: null, via: "local" }),
      heard({}, message("1", 12, { seq: null, via: "local" })),
      heard({ reader: "s2" }, message("1", 90, { seq: 7 })),
    );
    assert.deepEqual(numbersOf(history, { channel: "news", id: "1" }), [7]);
  });
});

describe("a channel's name", () => {
  it("is invalid when it is empty, too long, or has white space or control characters in it", () => {
    for (const name of ["", "a b", "a\n", "\u0007", "x".repeat(201)]) assert.ok(isInvalidChannel(name, 200), name);
    for (const name of ["news", "room:1", "x".repeat(200)]) assert.ok(!isInvalidChannel(name, 200), name);
  });
});

describe("the readers of a history", () => {
  it("are clients by name, through all of their streams", () => {
    const [reader, ...others] = clientsSeen(
      historyOf(heard({ ended: lost }, message("1", 10)), heard({ from: 40, lastEventId: "1" }, message("2", 50))),
    );
    assert.ok(reader);
    assert.equal(others.length, 0);
    assert.deepEqual(
      messagesOf(reader).map(({ item: { id } }) => id),
      ["1", "2"],
    );
  });

  it("stand without a break when they come back with what they had seen, and from then on when they do not", () => {
    const standings = (lastEventId?: string) =>
      clientsSeen(
        historyOf(heard({ ended: lost }), heard({ from: 40, ...(lastEventId !== undefined && { lastEventId }) })),
      )[0]?.standings;
    assert.deepEqual(standings("1"), [{ from: 0, until: Number.POSITIVE_INFINITY }]);
    assert.deepEqual(standings(), [
      { from: 0, until: 30 },
      { from: 40, until: Number.POSITIVE_INFINITY },
    ]);
  });

  it("stand for as long as they read", () => {
    const [reader] = clientsSeen(historyOf(heard({ stalled: [{ from: 30 }] }), said("1", 50)));
    assert.deepEqual(reader?.standings, [{ from: 0, until: 30 }]);
  });

  it("have left when they end their stream and the run goes on", () => {
    const [reader] = clientsSeen(historyOf(heard({ ended: cut }), said("1", 50)));
    assert.deepEqual(reader?.standings, [{ from: 0, until: 30 }]);
  });

  it("are told of a gap by its numbers, both counted", () => {
    const [reader] = clientsSeen(historyOf(heard({}, gap(3, 5, 10))));
    assert.ok(reader);
    assert.deepEqual(
      [2, 3, 5, 6].map((seq) => isDeclared(reader, "news", seq)),
      [false, true, true, false],
    );
    assert.ok(!isDeclared(reader, "sport", 4));
  });

  it("are subscribers of the service, too, as the last look shows them", () => {
    const taken = (id: string) => ({ subscriber: "subscriber 0", channel: "orders", id, seq: Number(id) });
    const [subscriber] = subscribersSeen(
      historyOf(
        looked("deliveries", {}, 10, { taken: [taken("1")], gaps: [] }),
        looked("deliveries", {}, 20, {
          taken: [taken("1"), taken("3")],
          gaps: [{ subscriber: "subscriber 0", channel: "orders", from: 2, to: 2 }],
        }),
      ),
    );
    assert.ok(subscriber);
    assert.deepEqual([subscriber.wants("orders"), subscriber.wants("news")], [true, false]);
    assert.equal(messagesOf(subscriber).length, 2);
    assert.ok(isDeclared(subscriber, "orders", 2));
  });
});

describe("everything arrives", () => {
  it("also what was published while a client was away that has come back", () => {
    const away = [said("1", 5), heard({ ended: lost }, message("1", 7)), said("2", 35)];
    const back = (...ids: readonly string[]) =>
      heard({ from: 40, lastEventId: "1" }, ...ids.map((id, index) => message(id, 41 + index)));
    assert.equal(everythingArrives.check(historyOf(struck(10, 50), ...away, back("2"))).status, "holds");
    assert.equal(everythingArrives.check(historyOf(struck(10, 50), ...away, back())).status, "violated");
  });

  it("but owes nothing to who has left, unless a later message had come", () => {
    const left = (...ids: readonly string[]) =>
      historyOf(said("1", 5), said("2", 9), heard({ ended: cut }, ...ids.map((id) => message(id, 20))), said("3", 40));
    assert.equal(everythingArrives.check(left()).status, "unknown");
    assert.equal(everythingArrives.check(left("2")).status, "violated");
  });

  it("within the time in which the service must be back", () => {
    assert.equal(everythingArrives.check(historyOf(said("1", 9_900), heard({}))).status, "unknown");
  });
});

describe("order and repeats", () => {
  it("are judged for each reader by itself, over all of its streams", () => {
    const repeat = historyOf(
      said("1", 5),
      heard({ ended: lost }, message("1", 10)),
      heard({ from: 40, lastEventId: "1" }, message("1", 50)),
    );
    assert.equal(nothingArrivesTwice.check(repeat).status, "violated");
  });

  it("messages without a number keep the order in which they were published", () => {
    const local = { seq: null, via: "local" } as const;
    const inOrder = (...ids: readonly string[]) =>
      historyOf(said("a", 5, local), said("b", 9, local), heard({}, ...ids.map((id) => message(id, 20, local))));
    assert.equal(orderIsKept.check(inOrder("a", "b")).status, "holds");
    assert.equal(orderIsKept.check(inOrder("b", "a")).status, "violated");
  });
});

describe("the dials of a history", () => {
  it("during a fault are those that were not under way when it struck", () => {
    const history = historyOf(
      struck(10, 400),
      connection(1, 5),
      connection(2, 15),
      connection(3, 30),
      connection(4, 500),
    );
    assert.deepEqual(
      dialsDuringFault(history).map(({ dials }) => dials),
      [[30]],
    );
  });
});

describe("pauses that are jittered", () => {
  const of = (jitter: number, offset: number) =>
    [0, 40, 120, 280, 440, 600].flatMap((at) =>
      [0, offset].map((behind, line) => connection(2 * at + line, 20 + at * (1 - jitter) + behind, 21 + at)),
    );
  const check = (...connections: ReturnType<typeof connection>[]) => {
    const history = historyOf(struck(1, 900), ...connections);
    const traits = { broadcast: { ...history.traits["broadcast"], connections: 2 } };
    return pausesAreJittered.check({ ...history, traits }).status;
  };

  it("are told from those that are not, however far the connections of a process are out of step", () => {
    for (const offset of [0, 5, 12, 30]) {
      assert.equal(check(...of(0, offset)), "violated", `${offset} ms`);
      assert.equal(check(...of(0.2, offset)), "holds", `${offset} ms`);
    }
  });

  it("are seen also when only one of the connections is dialled anew", () => {
    const one = (...times: readonly number[]) => check(...times.map((at, index) => connection(index, at, at + 1)));
    assert.equal(one(20, 50, 115, 240, 330, 480), "holds");
    assert.equal(one(20, 61, 142, 303, 464, 625), "violated");
  });

  it("are not taken from one dial that arrived late", () => {
    const late = [20, 61, 155, 303, 464, 625].map((at, index) => connection(index, at, at + 1));
    assert.equal(check(...late), "violated");
  });
});

describe("being back in time", () => {
  const rst = failConnections({ how: "rst", at: "now" });
  const failing = ({ times }: { readonly times: number }) => failConnections({ how: "fin", at: "accept", times });
  const back = (at: number, fault: Fault, ...connections: ReturnType<typeof connection>[]) =>
    itIsBackInTime.check(
      historyOf(struck(10, 9_000, fault), ...connections, said("1", 700), heard({}, message("1", at))),
    );

  it("is counted from when the last connection failed that was open when the fault struck", () => {
    assert.equal(back(800, rst, connection(1, 5, 250)).status, "holds");
    assert.equal(back(900, rst, connection(1, 5, 250)).status, "violated");
  });

  it("is counted from the last of the dials that the fault fails", () => {
    const dials = [20, 80, 140, 300, 400].map((at, index) => connection(index, at, at + 1));
    assert.equal(back(950, failDials(5, failing), ...dials).status, "holds");
    assert.equal(back(1_050, failDials(5, failing), ...dials).status, "violated");
  });

  it("is not excused by what the service hangs up when nothing is in its way", () => {
    const dials = [20, 80, 140, 300, 400].map((at, index) => connection(index, at, at + 1));
    assert.equal(back(950, failDials(2, failing), ...dials).status, "violated");
    assert.equal(back(950, rst, connection(1, 5, 12), connection(2, 40, 690)).status, "violated");
  });

  it("is counted from the heal, and from the end of a dial that it came too late for", () => {
    const dialledDuring = (at: number) =>
      itIsBackInTime.check(
        historyOf(
          struck(10, 300, blackhole()),
          connection(1, 280, 430),
          connection(2, 440, 640),
          said("1", 700),
          heard({}, message("1", at)),
        ),
      ).status;
    assert.equal(dialledDuring(1_000), "holds");
    assert.equal(dialledDuring(1_100), "violated");
  });
});

describe("a subscriber that was cut off", () => {
  const cutAt = (at: number) =>
    cutOffSubscriberComesBack.check(
      historyOf(
        connection(1, 1, at),
        struck(10, 50),
        connection(2, at + 1),
        said("1", 60),
        heard({}, message("1", 62)),
      ),
    ).status;

  it("was so by the fault, not by something before it", () => {
    assert.equal(cutAt(5), "unknown");
    assert.equal(cutAt(12), "holds");
  });

  it("may have been frozen when it was", () => {
    assert.equal(cutAt(58), "holds");
  });
});

describe("subscriptions that are back", () => {
  const seen = (at: number, subscribers: number) =>
    looked("subscriptions", {}, at, { channels: [{ channel: "news", subscribers }], patterns: 0 });
  const check = (...after: ReturnType<typeof seen>[]) =>
    subscriptionsAreBack.check(historyOf(seen(5, 1), struck(10, 100), ...after)).status;

  it("are so in time, however long nobody looks", () => {
    assert.equal(check(seen(5_000, 1)), "holds");
    assert.equal(check(seen(650, 0), seen(5_000, 1)), "holds");
    assert.equal(check(seen(800, 0), seen(5_000, 1)), "violated");
  });

  it("are not more than there were", () => {
    assert.equal(check(seen(200, 2)), "violated");
  });
});

describe("a gap in what a subscriber of the service takes in", () => {
  const behind = (gaps: readonly { readonly from: number; readonly to: number }[]) =>
    gapIsDeclared.check(
      historyOf(
        struck(10, 500),
        ...["1", "2", "3", "4", "5", "6", "7"].map((id) => said(id, 10 + 10 * Number(id), { channel: "orders" })),
        looked("deliveries", {}, 600, {
          taken: ["3", "4", "5", "6", "7"].map((id) => ({
            subscriber: "subscriber 0",
            channel: "orders",
            id,
            seq: Number(id),
          })),
          gaps: gaps.map((each) => ({ subscriber: "subscriber 0", channel: "orders", ...each })),
        }),
      ),
    ).status;

  it("is declared when more was published than the history keeps", () => {
    assert.equal(behind([{ from: 1, to: 2 }]), "holds");
    assert.equal(behind([]), "violated");
  });
});
