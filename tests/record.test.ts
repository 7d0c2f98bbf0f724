import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../packages/cli/dist/bin/chaos-packs.js", import.meta.url));
const cwd = fileURLToPath(new URL("../examples/bullmq-documents/", import.meta.url));
const JOURNEY = ["--request", 'POST /documents {"pages":["a.png","b.png"]}'];
const DONE = ["--done", "GET /documents/{id} $.status=done"];
const BY_FLAGS = [
  ...[
    "--start",
    "api=node src/api.js",
    "--start",
    "worker=node src/worker.js",
    "--postgres",
    "DATABASE_URL=schema.sql",
  ],
  ...["--redis", "REDIS_URL", "--http", "OCR_URL=ocr/server.js"],
];

function record(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "record", ...args], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

for (const [how, described] of [
  ["of a target file", ["chaos/target.js"]],
  ["described by flags alone", BY_FLAGS],
] as const)
  test(`a recording of a service ${how} shows what a request brings about, with patterns that name it by its id`, () => {
    const { status, stdout, stderr } = record(...described, ...JOURNEY, ...DONE);
    assert.equal(status, 0, stderr + stdout);
    const at = (text: string): number => {
      assert.ok(stdout.includes(text), `${text}\nis missing in\n${stdout}`);
      return stdout.indexOf(text);
    };
    const inOrder = [
      "api 0 → postgres  insert into documents",
      'script(/Move next job to be processed to active, lock it and fetch/, ({ reply }) => (reply?.[1] ? { id: reply[1] } : undefined), { edges: ["after"] })',
      'httpRequest("ocr", "POST", "/recognize", ({ body }) => ({ id: body.document }))',
      "({ parameters }) => ({ id: parameters[0] }))",
      "script(/Move job from active to a finished status \\(completed or/, ({ args }) => ({ id: args[16] }))",
    ];
    assert.ok(at(inOrder[0] ?? "") < at(inOrder[2] ?? "") && at(inOrder[2] ?? "") < at(inOrder[4] ?? ""), stdout);
    for (const each of inOrder) at(each);
    // By default BullMQ looks for stalled jobs so seldom that a recording does not meet it.
    if (described !== BY_FLAGS)
      assert.ok(at("Also comes while nothing is asked:") < at('script "Move stalled jobs to wait."'));
  });

for (const [what, args, code] of [
  ["no request", ["chaos/target.js"], "NO_REQUEST"],
  ["a request that is none", ["chaos/target.js", "--request", "documents"], "MALFORMED_REQUEST"],
  ["a wish that is none", ["chaos/target.js", ...JOURNEY, "--done", "GET /documents/{id} $.status"], "MALFORMED_UNTIL"],
  ["a role that is not there", ["chaos/target.js", ...JOURNEY, "--role", "cook"], "UNKNOWN_ROLE"],
  ["no service", JOURNEY, "NO_ROLES"],
  ["a flag that is not there", ["--requst", "x"], "UNKNOWN_FLAG"],
  [
    "two roles of one name",
    ["--start", "a=node src/api.js", "--start", "a=node src/worker.js", ...JOURNEY],
    "MALFORMED_FLAG",
  ],
  ["a role without a command", ["--start", "a=", ...JOURNEY], "MALFORMED_FLAG"],
  ["an upstream that nobody plays", ["--start", "node src/api.js", "--http", "OCR_URL", ...JOURNEY], "MALFORMED_FLAG"],
  ["an upstream without a name", ["--start", "node src/api.js", ...JOURNEY, "--http"], "MALFORMED_FLAG"],
  ["a sign of no role", ["--start", "node src/api.js", "--ready", "", ...JOURNEY], "MALFORMED_FLAG"],
] as const)
  test(`a recording with ${what} is refused with ${code}`, () => {
    const { status, stderr } = record(...args);
    assert.equal(status, 64, stderr);
    assert.match(stderr, new RegExp(`^${code}: expected`));
  });
