import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failConnections, failDials, type History, kill, seen, trouble } from "@chaos-packs/contract/pack";
import { effectsOfQueries } from "../src/capabilities/effects-of-queries.ts";
import { queries } from "../src/capabilities/queries.ts";
import { keysOf } from "../src/history/calls-seen.ts";
import { connectionsOfPools, mostOpen, poolsSeen } from "../src/history/connections-of-pools.ts";
import {
  connection,
  did,
  failed,
  historyOf,
  ran,
  read,
  records,
  struck,
  unanswered,
  unpromised,
} from "../src/history/examples.ts";
import { errorTextOf, isFailed, retryAfterOf, unclear } from "../src/history/failures-seen.ts";
import { backAfterFailure, redials } from "../src/history/redials-seen.ts";
import { inVain } from "../src/history/waiting-seen.ts";
import { fateOf, wishes } from "../src/history/writes-seen.ts";
import { itIsBackInTime } from "../src/invariants/connections/it-is-back-in-time.ts";
import { pausesAreJittered } from "../src/invariants/connections/pauses-are-jittered.ts";

const backoff = { baseMs: 40, factor: 2, mostMs: 160, jitter: 0.5 };

const onlyCall = (...pieces: readonly Partial<History>[]) => {
  const [call] = seen(historyOf(...pieces), queries).calls();
  assert.ok(call);
  return call;
};

describe("the connections of a history", () => {
  const all = connectionsOfPools(historyOf(connection(2, 20, 40), connection(1, 10), connection(3, 30)));

  it("come in the order of their dials, each with its own end", () => {
    assert.deepEqual(
      all.map(({ dialledAt, closedAt }) => [dialledAt, closedAt]),
      [
        [10, Number.POSITIVE_INFINITY],
        [20, 40],
        [30, Number.POSITIVE_INFINITY],
      ],
    );
  });

  it("are open from the dial until the end", () => {
    assert.deepEqual(mostOpen(all), { most: 3, at: 30, who: "store 0 to postgres" });
  });

  it("count for each replica by itself, and only to the database that the queries go to", () => {
    const ofOther = (index: number, dependency: string, at: number) => ({
      connections: {
        events: [
          { by: { role: "store", index, incarnation: 1 }, dependency, connection: 9, phase: "dialled" as const, at },
        ],
        before: [],
        after: [],
      },
    });
    const history = {
      ...historyOf(connection(1, 10), connection(2, 20), ofOther(1, "postgres", 30), ofOther(0, "redis", 40)),
      seenOn: { queries: { "query runs": ["postgres"] } },
    };
    assert.equal(mostOpen(connectionsOfPools(history)).most, 2);
    assert.equal(poolsSeen(connectionsOfPools(history)), 2);
    assert.equal(connectionsOfPools(history).length, 3);
  });
});

describe("a dial that is abandoned without being closed", () => {
  const silent = failDials(2, (where) => failConnections({ how: "silence", at: "accept", ...where }));
  const history = historyOf(
    struck(100, 900, silent),
    connection(1, 110),
    connection(2, 350),
    connection(3, 600),
    read("a", 610),
  );

  it("has failed by the end of the time that opening a connection may take, if the fault made it fail", () => {
    assert.deepEqual(backAfterFailure(history), { failedAt: 550, backAt: 611 });
    assert.deepEqual(
      redials(history, backoff).map(({ dial, pauseMs }) => [dial, pauseMs]),
      [
        [2, 240],
        [3, 250],
      ],
    );
  });

  it("has failed by the next dial where nobody promises how long one may take", () => {
    const unbounded = unpromised(history, "connectTimeoutMs");
    assert.deepEqual(backAfterFailure(unbounded), { failedAt: 600, backAt: 611 });
    assert.equal(itIsBackInTime.check(unbounded).status, "holds");
  });

  it("has a verdict, also when no request is served again", () => {
    assert.equal(itIsBackInTime.check(history).status, "holds");
    const never = historyOf(struck(100, 900, silent), connection(1, 110), connection(2, 350));
    assert.equal(itIsBackInTime.check(never).status, "violated");
  });
});

describe("redials", () => {
  it("dials that were under way when the fault struck are one, and no redial", () => {
    const history = historyOf(
      struck(10, 400),
      connection(1, 12, 13),
      connection(2, 13, 14),
      connection(3, 18, 19),
      connection(4, 50),
      read("a", 55),
    );
    assert.deepEqual(
      redials(history, backoff).map(({ dial, pauseMs }) => [dial, pauseMs]),
      [[2, 38]],
    );
  });

  it("are the pauses after dials that failed since the fault, with what the backoff asks for", () => {
    const history = historyOf(
      struck(100, 900),
      connection(1, 1, 101),
      connection(2, 102, 103),
      connection(3, 140, 141),
      connection(4, 230),
      read("a", 235),
      connection(5, 236),
    );
    const since = { who: "store 0 to postgres", since: "the one before" };
    assert.deepEqual(redials(history, backoff), [
      { ...since, dial: 2, from: 102, pauseMs: 38, nominalMs: 40 },
      { ...since, dial: 3, from: 140, pauseMs: 90, nominalMs: 80 },
    ]);
  });

  it("do not count a connection that is opened beside one that works", () => {
    const history = historyOf(struck(100, 900), connection(1, 102), connection(2, 103), read("a", 105));
    assert.deepEqual(redials(history, backoff), []);
  });

  it("grow up to the most that is promised", () => {
    const times = [110, 150, 230, 400, 600];
    const dials = times.map((at, id) => connection(id, at, at + 1));
    const nominal = redials(historyOf(struck(100, 900), ...dials), backoff).map(({ nominalMs }) => nominalMs);
    assert.deepEqual(nominal, [40, 80, 160, 160]);
  });
});

describe("pauses that are jittered", () => {
  const check = (...times: readonly number[]) =>
    pausesAreJittered.check(
      historyOf(
        struck(1, 900),
        ...times.map((at, index) => connection(index, at, at + 1)),
        connection(99, 780),
        read("a", 790),
      ),
    ).status;

  it("are not taken from one dial that arrived late", () => {
    assert.equal(check(10, 51, 145, 293, 454, 615), "violated");
  });

  it("are seen by a single pause that is much shorter, though the others lasted longer on a slow machine", () => {
    assert.equal(check(10, 98, 247, 338, 471, 608), "holds");
  });

  it("are seen by the second dial as by the last", () => {
    assert.equal(check(10, 35, 116, 277, 438, 599), "holds");
    assert.equal(check(10, 51, 132, 293, 454, 560), "holds");
  });
});

describe("a failed answer", () => {
  it("tells its words and when to come again", () => {
    const call = onlyCall(
      failed("read", { key: "a" }, 1, 503, { error: "pool of 5", headers: { "retry-after": "2" } }),
    );
    assert.ok(isFailed(call));
    assert.equal(errorTextOf(call.result), "pool of 5");
    assert.equal(retryAfterOf(call.result), 2);
  });

  it("is clear unless it looks like a bug, says nothing, or is a 503 that names no time", () => {
    const input = { key: "a" };
    const clear = failed("read", input, 1, 503, { error: "no connection", headers: { "retry-after": "1" } });
    assert.equal(unclear(onlyCall(clear)), undefined);
    assert.equal(unclear(onlyCall(failed("read", input, 1, 504))), undefined);
    assert.match(unclear(onlyCall(failed("read", input, 1, 500))) ?? "", /broken/);
    assert.match(unclear(onlyCall(failed("read", input, 1, 504, { error: " " }))) ?? "", /without saying why/);
    assert.match(unclear(onlyCall(failed("read", input, 1, 503))) ?? "", /Retry-After/);
    assert.match(unclear(onlyCall(unanswered("read", input, 1))) ?? "", /no answer/);
    assert.equal(unclear(onlyCall(unanswered("read", input, 1, { hungUp: true }))), undefined);
  });
});

describe("the trouble of a history", () => {
  it("lasts from the first injection to the last heal", () => {
    assert.deepEqual(trouble(historyOf(struck(10, 20), struck(15, 90, kill(), 1))), { at: 10, until: 90 });
    assert.equal(trouble(historyOf()), undefined);
  });
});

describe("reads in vain", () => {
  it("are those made while connections were held whose query never reached the link", () => {
    const history = historyOf(
      read("before", 5),
      struck(10, 400),
      failed("read", { key: "a" }, { from: 20, until: 270 }, 503),
      failed("read", { key: "b" }, { from: 20, until: 870 }, 503),
      ran("query runs", "b", 21),
      read("after", 401),
    );
    assert.deepEqual(
      inVain(history).map(({ input }) => input),
      [{ key: "a" }],
    );
  });
});

describe("wishes", () => {
  const history = historyOf(
    unanswered("write", { key: "a", value: "a", idempotencyKey: "1" }, 10),
    did("write", { key: "a", value: "a", idempotencyKey: "1" }, 20, { key: "a" }),
    failed(
      "batch",
      {
        writes: [
          { key: "b", value: "b" },
          { key: "c", value: "c" },
        ],
        idempotencyKey: "2",
      },
      30,
      503,
    ),
    unanswered("add", { keys: ["n", "m"], amount: 1, idempotencyKey: "3" }, 40),
  );

  it("are calls under one idempotency key, with the keys that they are about", () => {
    assert.deepEqual(
      wishes(history).map((wish) => [wish.name, wish.calls.length, keysOf(wish)]),
      [
        ["write", 2, ["a"]],
        ["batch", 1, ["b", "c"]],
        ["add", 1, ["n", "m"]],
      ],
    );
  });

  it("are done when any call succeeded, failed when all were told so, and else unknown", () => {
    assert.deepEqual(wishes(history).map(fateOf), ["done", "failed", "unknown"]);
  });
});

describe("the effects of queries", () => {
  it("are acknowledged by writes that succeeded, and present as the last look shows", () => {
    const effects = effectsOfQueries(
      historyOf(
        did("write", { key: "a", value: "a", idempotencyKey: "a" }, 10, { key: "a" }),
        did(
          "transaction",
          {
            writes: [
              { key: "b", value: "b" },
              { key: "c", value: "c" },
            ],
            idempotencyKey: "b",
          },
          20,
          { keys: ["b", "c"] },
        ),
        failed("write", { key: "d", value: "d", idempotencyKey: "d" }, 30, 503),
        records(40, "a", "b", "c"),
        records(50, "a", "b"),
      ),
    );
    assert.deepEqual(effects, {
      acknowledged: ["record a", "record b", "record c"],
      required: [],
      forbidden: [],
      present: ["record a", "record b"],
      duplicates: [],
    });
  });

  it("are duplicates when the last look shows a key twice, and nobody knows without a look", () => {
    assert.deepEqual(effectsOfQueries(historyOf(records(50, "a", "b", "a")))?.duplicates, ["record a"]);
    assert.equal(
      effectsOfQueries(historyOf(did("write", { key: "a", value: "a", idempotencyKey: "a" }, 10, { key: "a" })))
        ?.duplicates,
      undefined,
    );
  });
});
