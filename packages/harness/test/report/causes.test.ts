import assert from "node:assert/strict";
import { test } from "node:test";
import { causeOf } from "../../src/report/cause-of.ts";
import { crashOf } from "../../src/report/crash-frames.ts";
import { describeFailure, describeSameCause } from "../../src/report/describe-failure.ts";
import { groupCauses, scenariosOf } from "../../src/report/group-causes.ts";
import { maskText } from "../../src/report/mask-text.ts";
import { crash, finishedAs } from "./finished.ts";

const stack = (message: string, line = 41): string =>
  [
    `Error: ${message}`,
    `    at Pool.onError (file:///home/me/orders/src/pool.ts:${line}:9)`,
    "    at emit (node:events:519:28)",
    "    at Client.connectedErrorHandler (/home/me/orders/node_modules/pg/lib/client.js:1:2)",
  ].join("\n");

const violated = (title: string, because: readonly string[], exits = [] as ReturnType<typeof crash>[]) =>
  finishedAs(title, { outcome: "violated", because, exits });

for (const [text, masked] of [
  ["3 never reached the server", "N never reached the server"],
  ["job 7 of 12.5 ms", "job N of N ms"],
  ["job 2f1b0c9e-8f57-4b0e-9c1d-0a1b2c3d4e5f is gone", "job <id> is gone"],
  ["chunk-5 and a7f3c9k2 and deadbeef01", "chunk-N and <id> and <id>"],
  ["1, 2, 3 came, 4 did not", "N, … came, N did not"],
  ["ECONNREFUSED 127.0.0.1:4532", "ECONNREFUSED N"],
  ["deadline sha256 recovers", "deadline shaN recovers"],
] as const) {
  test(`"${text}" is masked to "${masked}"`, () => assert.equal(maskText(text), masked));
}

test("a crash is read off its stack: the error, and the frames of its own code", () => {
  const { error, frames } = crashOf(stack("Connection terminated"), "/home/me/orders");
  assert.equal(error, "Error: Connection terminated");
  assert.deepEqual(frames, ["src/pool.ts:41"]);
});

test("a crash in a package alone is known by the frames of the package", () =>
  assert.deepEqual(crashOf("Error: x\n    at a (/r/node_modules/pg/client.js:7:1)\n    at node:net:1:1", "/r").frames, [
    "node_modules/pg/client.js:7",
  ]));

test("scenarios whose role crashed at the same place have one cause, whatever the message and the invariant", () => {
  const failures = [
    violated(
      "a",
      [`process lives on: api 0 crashed: ${stack("first 1")}`, "service recovers: get still failed"],
      [crash(stack("first 1"))],
    ),
    violated("b", ["service recovers: get still failed"], [crash(stack("second 2"), "worker")]),
    violated("c", [], [crash(stack("elsewhere", 99))]),
  ];
  const groups = groupCauses(failures);
  assert.deepEqual(
    groups.map((group) => scenariosOf(group)),
    [["counting/a", "counting/b"], ["counting/c"]],
  );
  assert.match(groups[0]?.cause ?? "", /^api crashed: Error: first 1 \(.*src\/pool\.ts:41\)$/);
  assert.deepEqual(groups[0]?.also, ["service recovers: get still failed"]);
});

test("without a crash the cause is the first reason, with ids and numbers masked; the outcome tells it apart", () => {
  const groups = groupCauses([
    violated("a", ["numbers arrive: 3 never came"]),
    violated("b (one)", ["numbers arrive: 4 never came", "counts add up: 1 of 2"]),
    violated("b (two)", ["numbers arrive: 5 never came"]),
    finishedAs("c", { outcome: "unknown", because: ["numbers arrive: 5 never came"] }),
    violated("d", ["counts add up: 1 of 2"]),
  ]);
  assert.deepEqual(
    groups.map((group) => scenariosOf(group)),
    [["counting/a", "counting/b"], ["counting/c"], ["counting/d"]],
  );
});

test("what holds or was skipped has no cause", () => {
  assert.equal(causeOf(finishedAs("a")), undefined);
  assert.equal(causeOf(finishedAs("a", { outcome: "skipped", because: ["no such moment"] })), undefined);
});

test("a role that was asked to end is no cause", () => {
  const asked = { ...crash("SIGKILL"), asked: true, how: "killed" as const };
  assert.equal(
    causeOf(violated("a", ["numbers arrive: 3 never came"], [asked]))?.cause,
    "numbers arrive: 3 never came",
  );
});

test("a failure begins with its cause, and lists below it what was red as well", () => {
  const end = violated(
    "a",
    ["service recovers: get still failed", `no role crashes: api 0 crashed: ${stack("boom")}`],
    [crash(stack("boom"))],
  );
  const text = describeFailure(end, { seed: 7, adapter: "worker-thread" });
  assert.match(
    text,
    /seen instead\n {4}api crashed: Error: boom \(.*pool\.ts:41\)\n {4}no role crashes: api 0 crashed/,
  );
  assert.match(text, /red as well, often for the same cause\n {4}service recovers: get still failed\n/);
});

test("a second failure of one cause refers to the first, and says how to repeat it", () => {
  const first = violated("a", ["numbers arrive: 3 never came"]);
  const text = describeSameCause(
    violated("b", ["numbers arrive: 4 never came"]),
    { cause: "numbers arrive: 3 never came", first },
    { seed: 7, adapter: "child-process" },
  );
  assert.match(
    text,
    /^counting\/b: violated\n {2}for the cause described with counting\/a: numbers arrive: 3 never came\n/,
  );
  assert.match(text, /--only counting\/b --seed 7 --adapter child-process$/);
});
