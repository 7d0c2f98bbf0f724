import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  judgeBackoff,
  judgeJitter,
  pauseAfter,
  redialsInStep,
  redialsSinceFirst,
  type Stall,
} from "../../src/for/pack.ts";

const backoff = { baseMs: 40, factor: 2, mostMs: 160, jitter: 0.5 };
const of = (...dials: readonly number[]) => ({ who: "live 0", dials });

describe("a backoff", () => {
  it("has pauses that grow up to the most", () =>
    assert.deepEqual(
      [1, 2, 3, 4].map((failures) => pauseAfter(backoff, failures)),
      [40, 80, 160, 160],
    ));

  it("is kept by dials that come no sooner than its pauses, less their jitter, and broken by those that do", () => {
    const judge = (...dials: readonly number[]) => judgeBackoff([redialsSinceFirst(of(...dials), backoff, 1)], backoff);
    assert.equal(judge(20, 41, 82, 165).status, "holds");
    const verdict = judge(20, 41, 60, 80);
    assert.equal(verdict.status, "violated");
    assert.match("because" in verdict ? verdict.because : "", /live 0: dial 4 came 60 ms after the first; .* 140 ms/);
  });

  it("is kept by each of several connections that take turns", () => {
    const turns = of(20, 21, 45, 46, 86, 87);
    assert.equal(judgeBackoff([redialsSinceFirst(turns, backoff, 2)], backoff).status, "holds");
    assert.equal(judgeBackoff([redialsSinceFirst(turns, backoff, 1)], backoff).status, "violated");
  });

  it("adds up what each pause is short of: each needs a late arrival of its own to explain it", () => {
    const before = { who: "a", since: "the one before", nominalMs: 80 } as const;
    const verdict = judgeBackoff(
      [
        [
          { ...before, dial: 2, from: 0, pauseMs: 10 },
          { ...before, dial: 3, from: 10, pauseMs: 20 },
        ],
      ],
      backoff,
    );
    assert.deepEqual("overrun" in verdict ? verdict.overrun : verdict, { byMs: 30 + 20, from: 0, to: 30 });
  });

  it("is unknown when nobody dialled again", () => assert.equal(judgeBackoff([[]], backoff).status, "unknown"));
});

describe("jitter", () => {
  const judge = (dials: readonly number[], { connections = 1, stalls = [] as readonly Stall[] } = {}) =>
    judgeJitter([redialsInStep(of(...dials), backoff, connections)], backoff, { stalls }).status;

  it("is seen by dials that come sooner than the nominal pauses allow, and missed when none does", () => {
    assert.equal(judge([0, 32, 90, 210, 330]), "holds");
    assert.equal(judge([0, 41, 122, 283, 444]), "violated");
  });

  it("is not taken from one dial that arrived late", () => assert.equal(judge([0, 41, 135, 283, 444]), "violated"));

  it("is seen by a single pause that is much shorter, unless the harness was late just then", () => {
    const slow = [0, 88, 237, 328, 500];
    assert.equal(judge(slow), "holds");
    const stalls: readonly Stall[] = [{ of: "event loop", from: 230, to: 240, lostMs: 60 }];
    assert.equal(judge(slow, { stalls }), "violated");
  });

  it("is judged of each of several connections that keep step, and not by a single pause of theirs", () => {
    const inStep = [0, 5, 41, 46, 122, 127, 283, 288, 444, 449];
    assert.equal(judge(inStep, { connections: 2 }), "violated");
    assert.equal(judge([0, 5, 25, 46, 122, 127, 283, 288, 444, 449], { connections: 2 }), "holds");
    assert.equal(judge([0, 5, 120, 125, 160, 206, 320, 366, 480, 527], { connections: 2 }), "violated");
  });

  it("is unknown of fewer pauses than chance needs", () => assert.equal(judge([0, 41, 122, 283]), "unknown"));
});
