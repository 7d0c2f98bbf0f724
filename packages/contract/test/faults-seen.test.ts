import assert from "node:assert/strict";
import { test } from "node:test";
import {
  argsSeen,
  emptyHistory,
  type Fault,
  type FaultEvent,
  hold,
  kill,
  stop,
  stopsSeen,
  stopWithout,
  together,
} from "../src/index.ts";

const struck = { role: "worker", index: 0, incarnation: 1 };
const injected = ({ name, args }: Pick<Fault, "name" | "args">, step = 0): FaultEvent => ({
  name,
  args,
  step,
  phase: "injected",
  at: 10 + step,
  struck,
});

test("a stop is known by its arguments, alone, with a refusal and together with others, whatever it is named", () => {
  const all = [stop(), stopWithout(), together(hold(), stop({ which: "all" })), { ...stop(), name: "deploy" }];
  const others = [kill(), { ...hold(), name: "stop" }, together(kill(), { ...hold(), name: "stop" })];
  const history = { ...emptyHistory, faults: [...all, ...others].map(injected) };
  assert.deepEqual(
    stopsSeen(history).map(({ step }) => step),
    [0, 1, 2, 3],
  );
});

test("the arguments of several together are those of each, in their order", () =>
  assert.deepEqual(argsSeen(injected(together(kill(), together(hold(), stop())))), [
    { which: "struck" },
    {},
    { stops: "struck" },
  ]));

test("a fault of which no arguments were written down has none", () => assert.deepEqual(argsSeen({}), []));
