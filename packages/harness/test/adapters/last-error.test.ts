import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { lastErrorOf, lastLines, lastWords } from "../../src/adapters/last-error.ts";

const linesOf = (text: string): string[] => text.replace(/^\n/, "").split("\n");

const uncaught = linesOf(`
listening on 4000
/app/src/orders.ts:3
  throw new TypeError("boom");
        ^

TypeError: boom
    at parse (/app/node_modules/pg/lib/parser.js:9:1)
    at take (/app/src/orders.ts:3:9)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
  code: 'E_BOOM',
  [cause]: Error: connect ECONNREFUSED 127.0.0.1:5432
      at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16) {
    errno: -111
  }
}

Node.js v20.19.0`);

test("of an uncaught error its line, the first frame of its own code and its cause are shown, and nothing of Node's own", () => {
  assert.deepEqual(lastWords(uncaught, 8), [
    "listening on 4000",
    "TypeError: boom",
    "    at take (/app/src/orders.ts:3:9)",
    "    [cause]: Error: connect ECONNREFUSED 127.0.0.1:5432",
  ]);
});

test("an unhandled rejection of something that is no error is shown", () => {
  const lines = linesOf(`
node:internal/process/promises:288
            triggerUncaughtException(err, true /* fromPromise */);
            ^

[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block. The promise rejected with the reason "x".] {
  code: 'ERR_UNHANDLED_REJECTION'
}

Node.js v20.19.0`);
  assert.deepEqual(lastWords(lines, 3), [
    '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block. The promise rejected with the reason "x".]',
  ]);
});

test("an error whose message has several lines is shown by its first one", () => {
  const lines = linesOf(`
Error: invalid settings:
- PORT is missing
- HOST is missing
    at read (/app/settings.js:2:3)`);
  assert.deepEqual(lastWords(lines, 8), ["Error: invalid settings:", "    at read (/app/settings.js:2:3)"]);
});

test("of a Python traceback its last line, the innermost frame of its own code and what it was caused by are shown", () => {
  const lines = linesOf(`
INFO: started
Traceback (most recent call last):
  File "/app/orders/db.py", line 7, in connect
    raise OSError("refused")
OSError: refused

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/usr/lib/python3.11/runpy.py", line 198, in _run_module_as_main
    return _run_code(code)
  File "/app/orders/main.py", line 12, in <module>
    main()
  File "/app/orders/main.py", line 9, in main
    connect()
  File "/venv/lib/python3.11/site-packages/sqlalchemy/engine.py", line 1, in connect
    raise
ValueError: no database`);
  assert.deepEqual(lastWords(lines, 8), [
    "INFO: started",
    "ValueError: no database",
    "    at main (/app/orders/main.py:9:1)",
    "    [cause]: OSError: refused",
  ]);
});

test("a program that wrote no error, and one that went on long after it, is shown by its last lines", () => {
  assert.deepEqual(lastWords(["one", "two", "three", "Node.js v20.19.0"], 2), ["two", "three"]);
  const later = ["Error: caught", "    at f (/app/a.js:1:1)", ..."abcdefgh"];
  assert.deepEqual(lastWords(later, 3), ["f", "g", "h"]);
  assert.equal(lastErrorOf([]), undefined);
  assert.deepEqual(lastWords([], 3), []);
});

test("frames that the program prints of an error and then dies with a code are found, with what it says last", () => {
  const lines = linesOf(`
fatal: Error: no lock
Error: no lock
    at lock (file:///app/lock.mjs:4:11)
closing
closed`);
  assert.deepEqual(lastWords(lines, 2), ["Error: no lock", "    at lock (file:///app/lock.mjs:4:11)"]);
});

const programs: Record<string, [code: string, error: RegExp]> = {
  "an uncaught error": [`function f() { throw new RangeError("boom"); } f();`, /^RangeError: boom$/],
  "an unhandled rejection": [`Promise.reject(new Error("boom"));`, /^Error: boom$/],
  "an error with a code": [
    `require("fs").readFileSync("/nowhere");`,
    /^Error: ENOENT: no such file or directory, open '\/nowhere'$/,
  ],
  "a cause": [`throw new Error("outer", { cause: new TypeError("inner") });`, /^Error: outer$/],
  "a thrown text": [`throw "boom";`, /boom/],
  "a syntax error": [`let a = ;`, /^SyntaxError: Unexpected token ';'$/],
};
for (const [what, [code, error]] of Object.entries(programs)) {
  test(`what this Node prints for ${what} is understood`, () => {
    const { stderr } = spawnSync(process.execPath, ["-e", code], { encoding: "utf8" });
    assert.match(lastErrorOf(stderr.split("\n"))?.error ?? "none", error, stderr);
    if (what === "a cause") assert.deepEqual(lastErrorOf(stderr.split("\n"))?.causes, ["TypeError: inner"]);
  });
}

test("an error is found however many lines its properties have, as those of a database client", () => {
  const dump = Array.from({ length: 400 }, (_, index) => `    property${index}: 1,`);
  const lines = [
    ...Array.from({ length: 100 }, (_, index) => `request ${index}`),
    "node:events:502",
    "      throw er; // Unhandled 'error' event",
    "      ^",
    "",
    "error: terminating connection due to administrator command",
    "    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:285:98)",
    "Emitted 'error' event on BoundPool instance at:",
    "    at Client.idleListener (/app/node_modules/pg-pool/index.js:62:10) {",
    "  client: <ref *1> Client {",
    ...dump,
    "  }",
    "}",
    "",
    "Node.js v20.20.2",
  ];
  assert.equal(lastErrorOf(lines)?.error, "error: terminating connection due to administrator command");
  assert.equal(lastLines(lines, 60)[0], "node:events:502");
  assert.deepEqual(lastLines(lines.slice(0, 100), 2), ["request 98", "request 99"]);
});
