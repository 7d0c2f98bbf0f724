import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type History, type Invariant, judgeBy } from "@chaos-packs/contract/pack";
import { connection, heard, historyOf, message, said, struck, unpromised } from "../src/history/examples.ts";
import { everythingArrives } from "../src/invariants/messages/everything-arrives.ts";
import { nothingArrivesTwice } from "../src/invariants/messages/nothing-arrives-twice.ts";
import { publishIsCarried } from "../src/invariants/messages/publish-is-carried.ts";
import { itIsBackInTime } from "../src/invariants/reconnects/it-is-back-in-time.ts";

const statusOf = (invariant: Invariant, history: History): string => judgeBy(invariant, history).status;

describe("a service that does not promise to catch up", () => {
  it("may lose what is published while something is wrong, or just before and after", () => {
    const history = historyOf(
      said("1", 10),
      said("2", 990),
      said("3", 1_500),
      said("4", 2_300),
      struck(1_000, 2_000),
      heard({}, message("1", 12)),
    );
    assert.equal(statusOf(everythingArrives, history), "violated");
    assert.equal(statusOf(everythingArrives, unpromised(history, "catchUpWithinMs")), "holds");
  });

  it("may not lose what is published when nothing is wrong any more", () => {
    const history = historyOf(said("1", 10), said("2", 5_000), struck(1_000, 2_000), heard({}, message("1", 12)));
    assert.equal(statusOf(everythingArrives, unpromised(history, "catchUpWithinMs")), "violated");
  });

  it("is not judged by messages that nobody was there to get", () => {
    assert.equal(statusOf(everythingArrives, unpromised(historyOf(said("1", 10)), "catchUpWithinMs")), "unknown");
  });
});

describe("a service that does not promise when it notices a dead connection", () => {
  it("must be back in time once it has noticed", () => {
    const history = historyOf(
      connection(1, 1, 3_000),
      struck(10, 300),
      said("1", 3_010),
      heard({}, message("1", 3_200)),
    );
    assert.equal(statusOf(itIsBackInTime, history), "violated");
    assert.equal(statusOf(itIsBackInTime, unpromised(history, "noticeWithinMs")), "holds");
  });
});

describe("a service that does not promise how long a dial may take", () => {
  it("must be back in time once it has dialled on after a dial that nobody heard", () => {
    const history = historyOf(
      connection(1, 1, 12),
      struck(10, 50),
      connection(2, 20),
      connection(3, 3_000),
      said("1", 3_010),
      heard({}, message("1", 3_200)),
    );
    assert.equal(statusOf(itIsBackInTime, history), "violated");
    assert.equal(statusOf(itIsBackInTime, unpromised(history, "connectTimeoutMs")), "holds");
  });
});

describe("a service that does not know a message again by its id", () => {
  const twice = heard({}, message("1", 12), message("1", 22));

  it("passes on twice what was published twice", () => {
    const history = historyOf(struck(10, 50), said("1", 10), said("1", 20), twice);
    assert.equal(statusOf(nothingArrivesTwice, history), "violated");
    assert.equal(statusOf(nothingArrivesTwice, unpromised(history, "knownForMs")), "holds");
  });

  it("does not pass on twice what was published once", () => {
    const history = historyOf(struck(10, 50), said("1", 10), twice);
    assert.equal(statusOf(nothingArrivesTwice, unpromised(history, "knownForMs")), "violated");
  });
});

describe("a service without a fallback", () => {
  it("is not judged by whether messages are carried while the broker is away", () => {
    const history = historyOf(struck(10, 300), said("1", 9, { until: 90 }));
    assert.equal(statusOf(publishIsCarried, history), "holds");
    assert.equal(statusOf(publishIsCarried, unpromised(history, "fallbackWithinMs")), "skipped");
  });
});
