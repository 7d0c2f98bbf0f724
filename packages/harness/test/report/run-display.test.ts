import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { RunDisplay } from "../../src/report/run-display.ts";
import { screenOf } from "../../src/report/screen.ts";
import { finishedAs } from "./finished.ts";

const session = { seed: 7, adapter: "worker-thread" as const };
const ERASE = "\r\u001b[K";

function shown({ isLive = false, verbose = false, failures = true, columns = 80, total = 4 } = {}) {
  const written: string[] = [];
  const screen = { isLive, write: (text: string) => written.push(text), columns: () => columns };
  const display = new RunDisplay({ screen, verbose, failures, total });
  return { display, written, text: () => written.join("") };
}

const run = (display: RunDisplay, end: ReturnType<typeof finishedAs>): void => {
  display.started(end.planned);
  display.finished(end, session);
};

test("without a terminal nothing is printed of what holds, but a line every ten seconds", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const { display, text } = shown();
    run(display, finishedAs("a"));
    display.started(finishedAs("b").planned);
    assert.equal(text(), "");
    mock.timers.tick(10_000);
    assert.match(text(), /^chaos: 1\/4 \(25 %\), running b\n$/);
    display[Symbol.dispose]();
    mock.timers.tick(60_000);
    assert.equal(text().split("\n").length, 2);
  } finally {
    mock.timers.reset();
  }
});

test("verbose prints a line for each scenario", () => {
  const { display, text } = shown({ verbose: true });
  run(display, finishedAs("a", { durationMs: 12.4 }));
  display[Symbol.dispose]();
  assert.equal(text(), "chaos: 1/4 counting/a: holds (12 ms)\n");
});

test("at a terminal one line is drawn anew, no longer than there are columns, and is gone at the end", () => {
  const { display, written } = shown({ isLive: true, columns: 30 });
  for (const title of ["a-long-name", "another-long-name"]) display.started(finishedAs(title).planned);
  display[Symbol.dispose]();
  assert.ok(written.every((each) => each.startsWith(ERASE) && !each.includes("\n")));
  assert.ok(written.every((each) => each.length - ERASE.length <= 29));
  assert.match(written[1] ?? "", /chaos: 0\/4 \(0 %\), running a-…$/);
  assert.equal(written.at(-1), ERASE);
});

test("a failure is printed in full above the live line, and a second one of the same cause in short", () => {
  const { display, text } = shown({ isLive: true });
  run(display, finishedAs("a", { outcome: "violated", because: ["numbers arrive: 3 never came"] }));
  run(display, finishedAs("b", { outcome: "violated", because: ["numbers arrive: 4 never came"] }));
  display[Symbol.dispose]();
  assert.equal(text().split("  promised\n").length - 1, 1);
  assert.match(text(), /counting\/b: violated\n {2}for the cause described with counting\/a/);
  assert.match(text(), /chaos: 2\/4 \(50 %\), 2 failed/);
});

test("what is tried again does not run until it begins again, and has not ended", () => {
  const { display, written } = shown({ isLive: true });
  const end = finishedAs("a");
  display.started(end.planned);
  display.setAside(end.planned, "noise");
  assert.match(written.at(-1) ?? "", /chaos: 0\/4 \(0 %\)$/);
  run(display, end);
  assert.match(written.at(-1) ?? "", /chaos: 1\/4 \(25 %\)$/);
  display[Symbol.dispose]();
});

test("where a test runner prints failures, only a line says that there is one", () => {
  const { display, text } = shown({ failures: false });
  run(display, finishedAs("a", { outcome: "violated", because: ["numbers arrive: 3 never came"] }));
  display[Symbol.dispose]();
  assert.equal(text(), "chaos: 1/4 counting/a: violated (1 ms): numbers arrive: 3 never came\n");
});

test("a line is live at a terminal only, and neither under a CI system nor on a dumb terminal", () => {
  const stream = { write: () => true, isTTY: true, columns: 100 };
  assert.equal(screenOf(stream, {}).isLive, true);
  assert.equal(screenOf(stream, { CI: "false" }).isLive, true);
  assert.equal(screenOf(stream, { CI: "true" }).isLive, false);
  assert.equal(screenOf(stream, { TERM: "dumb" }).isLive, false);
  assert.equal(screenOf({ ...stream, isTTY: false }, {}).isLive, false);
  assert.equal(screenOf(stream, {}).columns(), 100);
});
