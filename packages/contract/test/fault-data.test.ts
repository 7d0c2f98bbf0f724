import assert from "node:assert/strict";
import { test } from "node:test";
import {
  contractFaults,
  defineFaultType,
  delay,
  type Fault,
  failConnections,
  failDials,
  faultAsData,
  faultFrom,
  faultsOn,
  hold,
  integer,
  isChaosError,
  type Json,
  kill,
  object,
  type Step,
  scheduleAsJson,
  scheduleFromJson,
  stall,
  stop,
  stopWithout,
  textPattern,
  together,
  undo,
} from "../src/index.ts";

const wait = defineFaultType({
  name: "wait in line",
  args: object({ places: integer({ minimum: 1 }) }),
  uses: [],
  make: ({ places }) => ({ fate: places > 1 ? "hold" : "release", inject: async () => undo() }),
});

const viaJson = (fault: Fault): Fault =>
  faultFrom(JSON.parse(JSON.stringify(faultAsData(fault))) as { name: string; args: Json }, [wait]);

const link = { carrying: { capability: "tea", moment: "pot is poured" } } as const;
const ms = { capability: "tea", trait: "graceMs", factor: 2 } as const;
const echo = faultsOn("echo");

for (const fault of [
  kill(),
  kill("all"),
  stall("others of its role", "hold"),
  stop({ which: "all", killAfterMs: ms }),
  stopWithout({ link }),
  delay({ ms, direction: "down", link }),
  failDials(3, (where) => failConnections({ how: "fin", at: "accept", ...where })),
  together(
    wait({ places: 2 }),
    together(
      hold(),
      failDials(1, () => kill()),
    ),
  ),
  echo.latency({ ms: 5, jitterMs: 1 }),
  echo.bandwidth({ bytesPerSecond: 10 }),
  echo.slicer({ bytes: 2 }),
  echo.resetPeer(),
  echo.loseConnections({ rate: 0.5, how: "fin" }),
  echo.halfOpen({ gone: "client" }),
  wait({ places: 1 }),
]) {
  test(`${fault.label} is the same fault when its name and arguments have been JSON`, () => {
    const { inject: _, prepare, ...known } = fault;
    const { inject: __, prepare: prepared, ...read } = viaJson(fault);
    assert.deepEqual(read, known);
    assert.equal(typeof prepared, typeof prepare);
  });
}

test("no two types of the contract have one name", () => {
  const names = contractFaults.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

test("a name that nobody knows is refused with those that are known", () => {
  assert.throws(
    () => faultFrom({ name: "earthquake", args: {} }, [wait]),
    (error) =>
      isChaosError(error, "UNKNOWN_FAULT") && /"wait in line"/.test(error.expected) && /"kill"/.test(error.expected),
  );
});

for (const [what, data, expected] of [
  [
    "a wrong type",
    { name: "wait in line", args: { places: "two" } },
    /^args\.places of "wait in line" to be a whole number/,
  ],
  ["a missing field", { name: "wait in line", args: {} }, /^args\.places /],
  [
    "a field that there is not",
    { name: "wait in line", args: { places: 1, seats: 2 } },
    /^args\.seats .*one of places/,
  ],
  [
    "a fault in a fault",
    { name: "together", args: [{ name: "kill", args: { which: "nobody" } }] },
    /^args\.which of "kill"/,
  ],
  [
    "a field inside",
    { name: "stop", args: { stops: "all", killAfterMs: { trait: 1 } } },
    /^args\.killAfterMs\.capability/,
  ],
] as const) {
  test(`arguments with ${what} are refused with its path`, () => {
    assert.throws(
      () => faultFrom(data as unknown as { name: string; args: Json }, [wait]),
      (error) => isChaosError(error, "BAD_FAULT_ARGS") && expected.test(error.expected),
    );
  });
}

test("what JSON cannot hold is no argument, also when an author passes it", () => {
  for (const places of [Number.NaN, /two/, () => 2])
    assert.throws(
      () => wait({ places: places as number }),
      (error) => isChaosError(error, "BAD_FAULT_ARGS"),
      String(places),
    );
});

const at = { capability: "tea", moment: "pot is poured", scope: { cup: 1 }, occurrence: 1, edge: "before" } as const;

test("a schedule is the same when it has been JSON, with its anchors, heals and faults", () => {
  const schedule: readonly Step[] = [
    { at, inject: kill(), heal: { when: [{ ...at, edge: "after", by: "other" }], orAfter: ms } },
    { at: { ...at, occurrence: ms }, inject: wait({ places: 2 }), heal: { after: { ...ms, factor: 1 } } },
    { at: { ...at, scope: { pot: { reference: "mine" } } }, inject: hold(), heal: "at end" },
    { at, inject: hold() },
  ];
  const json = scheduleAsJson(schedule);
  assert.deepEqual(scheduleAsJson(scheduleFromJson(JSON.parse(JSON.stringify(json)) as Json, [wait])), json);
});

test("what is no schedule is refused with the path of what is wrong", () => {
  const wrong = [{ at: { ...at, edge: "during" }, inject: { name: "kill", args: {} } }];
  assert.throws(
    () => scheduleFromJson(wrong),
    (error) => isChaosError(error, "BAD_SCHEDULE") && /^schedule\[0\]\.at\.edge /.test(error.expected),
  );
});

test("texts are matched as they stand, or by the source of a regular expression", () => {
  assert.ok(textPattern({ text: "a.b (c)" }).test("x a.b (c) y"));
  assert.ok(!textPattern({ text: "a.b" }).test("acb"));
  assert.ok(textPattern({ matches: "^insert\\b" }).test("insert into"));
  assert.throws(
    () => textPattern({ matches: "(" }),
    (error) => isChaosError(error, "BAD_TEXT_MATCH"),
  );
});
