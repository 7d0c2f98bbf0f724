import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultsSeen, type History } from "@chaos-packs/contract/pack";
import { effectsOfJobs } from "../src/capabilities/effects-of-jobs.ts";
import { chunkInHand } from "../src/history/chunk-in-hand.ts";
import { differenceFromUpstream } from "../src/history/compare-with-upstream.ts";
import {
  answer,
  did,
  historyOf,
  items,
  looked,
  planted,
  said,
  saw,
  struck,
  submit,
  work,
  worker,
} from "../src/history/examples.ts";

const pages = (at: number, chunk: number, ...texts: string[]) =>
  saw("work starts", work(chunk), at, { detail: { pages: texts.map((text, index) => ({ page: index + 1, text })) } });

describe("what differs from the upstream", () => {
  const history = historyOf(submit(2), pages(10, 1, "a", "b"), pages(20, 2, "c"));
  const merged = [
    { name: "page 1", value: "a", chunk: 1, page: 1 },
    { name: "page 2", value: "b", chunk: 1, page: 2 },
    { name: "page 3", value: "c", chunk: 2, page: 3 },
  ];

  it("is nothing when pages are counted through the document", () => {
    assert.equal(differenceFromUpstream(history, "j", merged), undefined);
  });

  it("is told in numbers: what came, what was expected, and of which kind it is", () => {
    const [a, b, c] = merged;
    const told = (...came: (typeof a)[]) => differenceFromUpstream(history, "j", came as typeof merged) ?? "";
    assert.match(told(a, b, c, a, b, c), /^6 items, 3 expected: 3 duplicates$/);
    assert.match(told(a, a, b, c), /^4 items, 3 expected: 1 duplicate; /);
    assert.match(told(a), /^1 item, 3 expected: 2 missing; /);
    assert.match(told(b, a, c), /^3 items, 3 expected: others, or in another order; /);
  });

  it("is told for relative pages, another order, an item too many, one too few and another text", () => {
    const [first, second, third] = merged as [(typeof merged)[0], (typeof merged)[0], (typeof merged)[0]];
    const wrong = [
      [first, second, { ...third, page: 1 }],
      [second, first, third],
      [...merged, third],
      [first, second],
      [first, second, { ...third, value: "d" }],
      [],
    ];
    for (const each of wrong)
      assert.equal(typeof differenceFromUpstream(history, "j", each), "string", JSON.stringify(each));
  });

  it("is nothing for any of the answers that a chunk had", () => {
    const twice = historyOf(submit(1), pages(10, 1, "first try"), pages(20, 1, "second try"));
    assert.equal(
      differenceFromUpstream(twice, "j", [{ name: "page 1", value: "second try", chunk: 1, page: 1 }]),
      undefined,
    );
  });

  it("is told when the upstream never answered a chunk, or answered it with an error", () => {
    const refused = historyOf(submit(2), answer(10, 1), saw("work starts", work(2), 20, { failed: "500" }));
    assert.match(
      differenceFromUpstream(refused, "j", items(1, 2).items) ?? "",
      /for chunk 2 the upstream answered "nothing"/,
    );
  });
});

describe("the chunk in the hands of the struck worker", () => {
  const inHand = (...pieces: readonly Partial<History>[]): string | undefined => {
    const history = historyOf(...pieces, struck(100, 200));
    const [fault] = faultsSeen(history);
    assert.ok(fault);
    return chunkInHand(history, fault);
  };

  it("is the one it claimed last and has not completed", () => {
    const done = [saw("work is claimed", work(1), 10), saw("work completes", work(1), 20)];
    assert.equal(inHand(...done, saw("work is claimed", work(2), 30)), "j/2");
    assert.equal(inHand(...done), undefined);
  });

  it("is not one of another worker, nor of another life, nor claimed after the fault", () => {
    assert.equal(inHand(saw("work is claimed", work(1), 10, { by: worker(2) })), undefined);
    assert.equal(inHand(saw("work is claimed", work(1), 10, { by: worker(1, 2) })), undefined);
    assert.equal(inHand(saw("work is claimed", work(1), 150)), undefined);
  });
});

describe("the effects of jobs", () => {
  it("are acknowledged by a submission, required once said to be done, and present as last seen", () => {
    const effects = effectsOfJobs(
      historyOf(submit(1), said(10, ["completed"], { status: "done" }), said(20, ["pending"])),
    );
    assert.deepEqual(effects, { acknowledged: ["job j"], required: ["job j done"], forbidden: [], present: ["job j"] });
  });

  it("are duplicates when the last look shows an item twice, and nobody knows without a look", () => {
    const looks = [
      looked("items", { job: "j" }, 10, items(1, 1, 1)),
      looked("items", { job: "j" }, 20, items(1, 2, 2)),
    ];
    assert.deepEqual(effectsOfJobs(historyOf(...looks)).duplicates, ["page 2 of job j"]);
    assert.equal(effectsOfJobs(historyOf(submit(1))).duplicates, undefined);
  });

  it("do not require a job to stay done whose rows were made to contradict each other", () => {
    const contradicted = [said(10, ["completed"], { status: "done" }), planted("contradict", { job: "j" }, 20, {})];
    assert.deepEqual(
      effectsOfJobs(historyOf(submit(1), ...contradicted, did("recover", { job: "j" }, 29, { recovered: false })))
        .required,
      [],
    );
  });
});
