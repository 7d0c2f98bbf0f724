import assert from "node:assert/strict";
import { test } from "node:test";
import { describeSummary } from "../../src/report/describe-summary.ts";
import { crash, finishedAs } from "./finished.ts";

const options = { session: { seed: 7, adapter: "worker-thread" as const }, durationMs: 132_340 };
const crashed = (title: string, pack: string) =>
  finishedAs(title, {
    pack,
    outcome: "violated",
    because: ["no role crashes: api 0 crashed"],
    exits: [crash("Error: boom\n    at f (/srv/pool.ts:1:2)")],
  });

test("the summary has a line for each pack, one for each cause with its scenarios, and the totals", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const text = describeSummary(
    [
      ...names.map((name) => crashed(name, "db-pool")),
      finishedAs("g", { pack: "db-pool" }),
      finishedAs("h", { pack: "pubsub" }),
      finishedAs("i", { pack: "pubsub", outcome: "unknown", because: ["nobody looked"] }),
    ],
    { ...options, notRun: 3, report: "reports/chaos.json" },
  );
  assert.match(text, /^ {2}db-pool {2}6 violated, 1 holds\n {2}pubsub {3}1 unknown, 1 holds\n\n/);
  assert.match(text, /7 failed, for 2 causes\n/);
  assert.match(
    text,
    /violated: api crashed: Error: boom \(.*pool\.ts:1\): 6 scenarios \(db-pool\/a, db-pool\/b, db-pool\/c, db-pool\/d and 2 more\)\n +\S.*--only db-pool\/a --seed 7\n/,
  );
  assert.match(text, /unknown: nobody looked: 1 scenario \(pubsub\/i\)/);
  assert.match(
    text,
    /6 violated, 1 unknown, 2 holds, 3 not run in 2 min 12 s, seed 7\n {2}report: reports\/chaos\.json$/,
  );
});

test("skips are counted by their reason", () => {
  const skip = (title: string, reason: string) => finishedAs(title, { outcome: "skipped", because: [reason] });
  const text = describeSummary(
    [skip("a", "no such moment"), skip("b", "no such moment"), skip("c", "remote")],
    options,
  );
  assert.match(text, /2 skipped: no such moment\n {2}1 skipped: remote\n/);
});

test("each second try is named, with its reason and how both ended", () => {
  const again = finishedAs("a", { secondTry: { reason: "noise", first: "unknown" } });
  assert.match(
    describeSummary([again, finishedAs("b")], options),
    /\n {2}1 tried a second time, alone\n {4}counting\/a: noise: first unknown, then holds\n/,
  );
});

test("a green run takes a handful of lines, however many scenarios it had", () => {
  const many = Array.from({ length: 400 }, (_, index) => finishedAs(`s${index}`));
  assert.equal(describeSummary(many, options), "  counting  400 holds\n\n  400 holds in 2 min 12 s, seed 7");
});
