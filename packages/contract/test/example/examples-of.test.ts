import assert from "node:assert/strict";
import { test } from "node:test";
import { examplesOf } from "../../src/for/example.ts";
import {
  array,
  defineCapability,
  emptyHistory,
  faultsSeen,
  integer,
  object,
  seen,
  stall,
  string,
} from "../../src/for/pack.ts";

const tea = defineCapability({
  name: "tea",
  description: "Makes tea",
  operations: {
    brew: { description: "Brews", input: object({ cups: integer() }), output: object({ pot: string() }) },
    pour: {
      description: "Pours",
      input: object({ pot: string() }),
      output: object({ cup: integer() }),
      sends: object({ sugar: integer() }),
      stream: true,
    },
  },
  observations: {
    table: { description: "The table", input: object({}), output: object({ pots: array(string()) }) },
  },
  arrangements: { dirt: { description: "Soils a pot", input: object({ pot: string() }), output: object({}) } },
  traits: { brewMs: { description: "to brew", unit: "ms" }, pots: { description: "there are", unit: "count" } },
  moments: { "water boils": { description: "boils", scope: object({ pot: string() }) } },
  series: { heat: { description: "how hot", unit: "ratio" } },
});

const by = { role: "kitchen", index: 0, incarnation: 1 };
const other = { ...by, incarnation: 2 };
const {
  historyOf,
  unpromised,
  faultless,
  did,
  failed,
  unanswered,
  opened,
  looked,
  planted,
  saw,
  measured,
  struck,
  connection,
  exited,
} = examplesOf(tea, { by, traits: { brewMs: 50, pots: 2 }, dependency: "stove" });

test("a history of no pieces is empty, but for what the target promises, and when it ends", () => {
  assert.deepEqual(historyOf(), { ...emptyHistory, traits: { tea: { brewMs: 50, pots: 2 } }, endedAt: 10_000 });
});

test("a trait that is taken away is promised no more, and the others are", () => {
  assert.deepEqual(unpromised(historyOf(), "pots").traits, { tea: { brewMs: 50 } });
});

test("calls succeed, fail, and have no answer, and are read as what the capability describes", () => {
  const { calls, answers } = seen(
    historyOf(
      unanswered("brew", { cups: 3 }, { from: 30, until: 90 }, { hungUp: true }),
      failed("brew", { cups: 2 }, 20, 503, { error: "no water", headers: { "retry-after": "1" }, body: { pots: 0 } }),
      did("brew", { cups: 1 }, 10, { pot: "a" }),
    ),
    tea,
  );
  assert.deepEqual(answers("brew"), [
    { capability: "tea", client: "run", name: "brew", input: { cups: 1 }, output: { pot: "a" }, calledAt: 10, at: 11 },
  ]);
  assert.deepEqual(
    calls("brew").map(({ input, calledAt, returnedAt, result, hungUp }) => ({
      cups: input.cups,
      took: returnedAt - calledAt,
      result,
      hungUp,
    })),
    [
      { cups: 1, took: 1, result: { status: "ok", output: { pot: "a" } }, hungUp: undefined },
      {
        cups: 2,
        took: 1,
        result: {
          status: "failed",
          error: "503 no water",
          httpStatus: 503,
          headers: { "retry-after": "1" },
          body: { error: "no water", pots: 0 },
        },
        hungUp: undefined,
      },
      { cups: 3, took: 60, result: { status: "unknown", error: "other side closed" }, hungUp: true },
    ],
  );
});

test("a stream has what arrived on it and what was said, and is open to the end unless it says otherwise", () => {
  const rest = { sent: [{ at: 6, value: { sugar: 2 } }] };
  const history = historyOf(
    opened("pour", { pot: "a" }, 5, [{ at: 7, value: { cup: 1 } }], rest),
    opened("pour", { pot: "b" }, 8, [], { ended: { at: 9, by: "lost", reason: "spilt" } }),
  );
  const [first, second] = seen(history, tea).streams("pour");
  assert.deepEqual(first?.items, [{ at: 7, value: { cup: 1 } }]);
  assert.deepEqual(first?.sent, rest.sent);
  assert.deepEqual([first?.returnedAt, first?.ended?.at, first?.ended?.by], [5, 10_000, "client"]);
  assert.deepEqual(second?.ended, { at: 9, by: "lost", reason: "spilt" });
});

test("looks, states that were planted, moments and series are those of the capability", () => {
  const { looks, arrangements, moments, series } = seen(
    historyOf(
      looked("table", {}, 40, { pots: ["a"] }, "settle"),
      planted("dirt", { pot: "a" }, 5, {}),
      saw("water boils", { pot: "a" }, 9),
      saw("water boils", { pot: "b" }, 3, { edge: "before", by: other }),
      measured("heat", { at: 1, value: 0.5 }),
    ),
    tea,
  );
  assert.deepEqual(
    looks("table").map(({ at, output, during }) => ({ at, output, during })),
    [{ at: 40, output: { pots: ["a"] }, during: "settle" }],
  );
  assert.deepEqual(
    arrangements("dirt").map(({ input, at }) => ({ input, at })),
    [{ input: { pot: "a" }, at: 5 }],
  );
  assert.deepEqual(
    moments("water boils").map((each) => ({ pot: each.scope.pot, by: each.by })),
    [{ pot: "a", by }],
  );
  assert.deepEqual(
    moments("water boils", "before").map((each) => each.by),
    [other],
  );
  assert.deepEqual(series("heat"), [{ at: 1, value: 0.5 }]);
});

test("the last look of a run without faults is that of the pieces given", () => {
  const last = seen(historyOf(faultless(looked("table", {}, 1, { pots: ["a", "b"] }))), tea).faultless?.looks("table");
  assert.deepEqual(last?.[0]?.output.pots, ["a", "b"]);
});

test("a fault is a kill unless another is given, lasts until its heal, and is of the life named", () => {
  const found = faultsSeen(historyOf(struck(10, 20), struck(30, 40, stall(), 1)));
  assert.deepEqual(
    found.map(({ name, at, until, step, struck: whose }) => ({ name, at, until, step, whose })),
    [
      { name: "kill", at: 10, until: 20, step: 0, whose: by },
      { name: "stall", at: 30, until: 40, step: 1, whose: by },
    ],
  );
});

test("connections are dialled and closed, and lives end", () => {
  const history = historyOf(connection(1, 5, 9), connection(2, 6), exited(50, "ended", { by: other, asked: false }));
  assert.deepEqual(
    history.connections.events.map(({ phase, connection: id, at, dependency }) => ({ phase, id, at, dependency })),
    [
      { phase: "dialled", id: 1, at: 5, dependency: "stove" },
      { phase: "closed", id: 1, at: 9, dependency: "stove" },
      { phase: "dialled", id: 2, at: 6, dependency: "stove" },
    ],
  );
  assert.deepEqual(history.exits, [{ by: other, at: 50, asked: false, how: "ended", reason: "ended" }]);
});

test("pieces of several capabilities make one history, with what each promises", () => {
  const cake = examplesOf({ ...tea, name: "cake" }, { by: other, traits: { brewMs: 1 } });
  const history = historyOf(did("brew", { cups: 1 }, 1, { pot: "a" }), cake.historyOf(cake.struck(3, 4)), {
    endedAt: 9,
  });
  assert.deepEqual(history.traits, { tea: { brewMs: 50, pots: 2 }, cake: { brewMs: 1 } });
  assert.equal(history.endedAt, 9);
  assert.deepEqual(
    history.faults.map(({ struck: whose }) => whose),
    [other, other],
  );
});
